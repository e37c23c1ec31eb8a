import type { Catalogue } from "../texts.js";

/** What is written to people when a workflow fails and works again, in Russian. */
export const notices: Catalogue["notices"] = {
  failed: "«{workflow}»: ошибка",
  attention: "«{workflow}»: нужно ваше решение",
  digest: "«{workflow}»: ещё {count, plural, one {# ошибка} few {# ошибки} many {# ошибок} other {# ошибки}}",
  recovered: "«{workflow}» снова работает",
  test: "Проверка от Leeway",
  since: "Ошибки продолжаются с {since}.",
  times: "{count} × {message}",
  missed:
    "{count, plural, one {После прошлого уведомления был ещё # сбой.} few {После прошлого уведомления было ещё # сбоя.} many {После прошлого уведомления было ещё # сбоев.} other {После прошлого уведомления было ещё # сбоя.}}",
  missedOrders:
    "«{workflow}»: {count, plural, one {# заказ пришёл} few {# заказа пришли} many {# заказов пришло} other {# заказа пришло}} без события",
  missedOrdersText:
    "В Leeloo они есть, но события не было, поэтому сценарий не запустился. Его можно запустить для них.",
  openEvents: "Посмотреть: {url}",
  openRun: "Открыть запуск: {url}",
  openRuns: "Открыть запуски: {url}",
  testText: "Сюда будут приходить уведомления об ошибках сценариев.",
  why: "Кого уведомлять, указано в Leeway: {url}",
};
