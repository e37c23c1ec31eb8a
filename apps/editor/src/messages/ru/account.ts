import type { account as english } from "../en/account.js";

/** One’s own account: how one signs in, and where one is signed in. */
export const account: Record<keyof typeof english, string> = {
  "account.title": "Ваша учётная запись",
  "account.sessions": "Где вы вошли",
  "account.sessions.text": "Завершите то, чего не узнаёте, и смените пароль.",
  "account.sessions.this": "Этот",
  "account.sessions.seen": "Последний раз:",
  "account.sessions.unknown": "Неизвестное устройство",
  "account.sessions.end": "Завершить",
  "account.sessions.endLabel": "Завершить сеанс на {device}",
  "account.sessions.endOthers": "Завершить все остальные",
  "account.sessions.ended": "Выход там выполнен.",
};
