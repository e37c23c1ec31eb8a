import type { account as english } from "../en/account.js";

/** One’s own account: how one signs in, and where one is signed in. */
export const account: Record<keyof typeof english, string> = {
  "account.title": "Ваш обліковий запис",
  "account.sessions": "Де ви увійшли",
  "account.sessions.text": "Завершіть те, чого не впізнаєте, і змініть пароль.",
  "account.sessions.this": "Цей",
  "account.sessions.seen": "Востаннє:",
  "account.sessions.unknown": "Невідомий пристрій",
  "account.sessions.end": "Завершити",
  "account.sessions.endLabel": "Завершити сеанс на {device}",
  "account.sessions.endOthers": "Завершити всі інші",
  "account.sessions.ended": "Вихід там виконано.",
};
