import type { missed as en } from "../en/missed.js";

export const missed: Record<keyof typeof en, string> = {
  "missed.title": "Замовлення без події",
  "missed.text":
    "Leeloo надсилає кожну подію лише раз, тож подія, що не дійшла, уже не повториться. Порівняйте замовлення в Leeloo з подіями, що надійшли, і запустіть сценарії для тих, яких бракує.",
  "missed.open": "Порівняти…",
  "missed.compare": "Порівняти",
  "missed.reading": "Читаємо замовлення…",
  "missed.failed": "Не вдалося прочитати замовлення",
  "missed.daily": "щоденне порівняння",
  "missed.result": "{expected, plural, =0 {замовлень не було.} other {надійшло подій: {received} із #.}}",
  "missed.list": "Замовлення, про які не було події",
  "missed.all": "Усі",
  "missed.choose": "{title}, {who}",
  "missed.when": "Коли",
  "missed.who": "Хто",
  "missed.what": "Що",
  "missed.amount": "Сума",
  "missed.nobody": "Невідомо",
  "missed.order": "Нове замовлення",
  "missed.sale": "Продаж",
  "missed.run":
    "{count, plural, =0 {Запустити} one {Запустити для # замовлення} few {Запустити для # замовлень} many {Запустити для # замовлень} other {Запустити для # замовлення}}",
  "missed.dismiss": "Відкласти",
  "missed.once": "Кожне запустить свої сценарії один раз, навіть якщо подія ще надійде.",
  "missed.state.wanted": "Запускається",
  "missed.state.started": "Запущено",
  "events.recovered": "Відновлено",
  "events.recovered.text":
    "Leeloo не надсилав цієї події. Її створено із замовлення в Leeloo, коли хтось натиснув «Запустити».",
};
