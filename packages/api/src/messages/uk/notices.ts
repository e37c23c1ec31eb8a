import type { Catalogue } from "../texts.js";

/** What is written to people when a workflow fails and works again, in Ukrainian. */
export const notices: Catalogue["notices"] = {
  failed: "«{workflow}»: помилка",
  attention: "«{workflow}»: потрібне ваше рішення",
  digest: "«{workflow}»: ще {count, plural, one {# помилка} few {# помилки} many {# помилок} other {# помилки}}",
  recovered: "«{workflow}» знову працює",
  test: "Перевірка від Leeway",
  since: "Помилки тривають з {since}.",
  times: "{count} × {message}",
  missed:
    "{count, plural, one {Від минулого сповіщення був ще # збій.} few {Від минулого сповіщення було ще # збої.} many {Від минулого сповіщення було ще # збоїв.} other {Від минулого сповіщення було ще # збою.}}",
  missedOrders:
    "«{workflow}»: {count, plural, one {# замовлення надійшло} few {# замовлення надійшли} many {# замовлень надійшло} other {# замовлення надійшло}} без події",
  missedOrdersText: "У Leeloo вони є, але події не було, тож сценарій не запустився. Його можна запустити для них.",
  openEvents: "Переглянути: {url}",
  openRun: "Відкрити запуск: {url}",
  openRuns: "Відкрити запуски: {url}",
  testText: "Сюди надходитимуть сповіщення про помилки сценаріїв.",
  why: "Кого сповіщати, вказано в Leeway: {url}",
};
