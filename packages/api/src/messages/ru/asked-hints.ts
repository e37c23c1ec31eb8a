import type { Catalogue } from "../texts.js";

const slow = "Попробуйте ещё раз через мгновение. Если это повторяется, сервис или соединение с ним работает медленно.";
const check = "Проверьте адрес и токен в доступе.";

/** What to do when a call that a person waits for fails, in Russian. */
export const askedHints: Catalogue["askedHints"] = {
  "request.notSent":
    "Проверьте адрес в доступе и можно ли соединиться с ним с этого сервера, затем попробуйте ещё раз.",
  "request.cutOff": slow,
  "request.timeout": slow,
  "request.status": check,
  "service.notFound": check,
  "service.rejected": check,
  "service.saidNo": check,
  "service.down": "Попробуйте ещё раз через несколько минут.",
  "service.limited": "Попробуйте ещё раз через минуту. Лимит исчерпали запуски или другая программа с тем же токеном.",
};
