import type { brakes as english } from "../en/brakes.js";

export const brakes: Record<keyof typeof english, string> = {
  "brake.stop": "Остановить сейчас",
  "brake.one.button": "Остановить сценарий",
  "brake.all.button": "Остановить всё",
  "brake.one.title": "Остановить этот сценарий сейчас?",
  "brake.one.text":
    "С этого момента ничего не отправляется. Запросы, которые уже в пути, ещё дойдут. Новые заказы и события принимаются и хранятся, а дальше пойдут, когда вы возобновите работу.",
  "brake.all.title": "Остановить сейчас все сценарии этого пространства?",
  "brake.all.text":
    "С этого момента ни один сценарий ничего не отправляет. Запросы, которые уже в пути, ещё дойдут. Новые заказы и события принимаются и хранятся, а дальше пойдут, когда вы возобновите работу.",
  "brake.one.done": "Остановлено: этот сценарий ничего не отправляет",
  "brake.all.done": "Остановлено: из этого пространства ничего не отправляется",
  "brake.one.banner": "Сценарий «{name}» приостановлен {when}: ничего не отправляется.",
  "brake.one.banner.by": "Сценарий «{name}» приостановлен {when} ({by}): ничего не отправляется.",
  "brake.all.banner": "Все сценарии приостановлены {when}: ничего не отправляется.",
  "brake.all.banner.by": "Все сценарии приостановлены {when} ({by}): ничего не отправляется.",
  "brake.waiting":
    "{count, plural, =0 {Новые запуски сохранятся до возобновления.} one {Ждёт # запуск.} few {Ждут # запуска.} many {Ждут # запусков.} other {Ждут # запуска.}}",
  "brake.resume": "Возобновить",
  "brake.resumed": "Работаем дальше: то, что ждало, уже отправляется",
  "nav.limits": "Лимиты",
  "limitsPage.title": "Лимиты",
  "limitsPage.text":
    "Сколько отправляет каждый токен и кто его ждёт. Leeway никогда не отправляет больше лимита за любые 60 секунд.",
  "limitsPage.empty.title": "Пока нет токена с лимитом",
  "limitsPage.empty.text": "Добавьте токен Leeloo, и здесь будет видно, сколько запросов он делает и что ждёт.",
  "limitsPage.empty.button": "К доступам",
  "limitsPage.picture": "Запросы за каждую из последних 60 секунд: {sent, number} из {limit, number}",
  "limitsPage.lane.critical": "Срочные: {count, number}",
  "limitsPage.lane.normal": "Обычные: {count, number}",
  "limitsPage.lane.bulk": "Фоновые: {count, number}",
  "limitsPage.queue": "В очереди",
  "limitsPage.queue.none": "Никто не ждёт",
  "limitsPage.emptyAt": "Очередь опустеет {when}",
  "limitsPage.pausedBy": "Приостановлен {when} ({by})",
  "limitsPage.pausedSince": "Приостановлен {when}",
  "limitsPage.workflows": "Сценарии",
  "limitsPage.workflows.none": "Ни один сценарий им не пользуется",
  "limitsPage.runs": "Запуски, которые ждут",
  "forecast.title": "Этот запуск отправит много запросов",
  "forecast.text":
    "Примерно {calls, plural, one {# запрос} few {# запроса} many {# запросов} other {# запроса}}. При текущем лимите это займёт {duration}: завершение примерно в {time}.",
  "forecast.open.title": "Сколько запросов отправит этот запуск, пока неизвестно",
  "forecast.open":
    "Сколько {count, plural, one {отправит шаг} other {отправят шаги}} {steps}, выяснится только во время запуска. В следующий раз Leeway подскажет число запросов заранее.",
  "forecast.run": "Запустить",
};
