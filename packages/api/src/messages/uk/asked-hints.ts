import type { Catalogue } from "../texts.js";

const slow = "Спробуйте ще раз за мить. Якщо це повторюється, сервіс або з’єднання з ним повільні.";
const check = "Перевірте адресу й токен у доступі.";

/** What to do when a call that a person waits for fails, in Ukrainian. */
export const askedHints: Catalogue["askedHints"] = {
  "request.notSent":
    "Перевірте адресу в доступі та чи можна з’єднатися з нею із цього сервера, а тоді спробуйте ще раз.",
  "request.cutOff": slow,
  "request.timeout": slow,
  "request.status": check,
  "service.notFound": check,
  "service.rejected": check,
  "service.saidNo": check,
  "service.down": "Спробуйте ще раз за кілька хвилин.",
  "service.limited": "Спробуйте ще раз за хвилину. Ліміт вичерпали запуски або інша програма з тим самим токеном.",
};
