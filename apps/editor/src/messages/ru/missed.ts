import type { missed as en } from "../en/missed.js";

export const missed: Record<keyof typeof en, string> = {
  "missed.title": "Заказы без события",
  "missed.text":
    "Leeloo отправляет каждое событие только один раз, поэтому событие, которое не дошло, уже не повторится. Сравните заказы в Leeloo с пришедшими событиями и запустите сценарии для тех, которых не хватает.",
  "missed.open": "Сравнить…",
  "missed.compare": "Сравнить",
  "missed.reading": "Читаем заказы…",
  "missed.failed": "Не удалось прочитать заказы",
  "missed.daily": "ежедневное сравнение",
  "missed.result": "{expected, plural, =0 {заказов не было.} other {пришло событий: {received} из #.}}",
  "missed.list": "Заказы, о которых не было события",
  "missed.all": "Все",
  "missed.choose": "{title}, {who}",
  "missed.when": "Когда",
  "missed.who": "Кто",
  "missed.what": "Что",
  "missed.amount": "Сумма",
  "missed.nobody": "Неизвестно",
  "missed.order": "Новый заказ",
  "missed.sale": "Продажа",
  "missed.run":
    "{count, plural, =0 {Запустить} one {Запустить для # заказа} few {Запустить для # заказов} many {Запустить для # заказов} other {Запустить для # заказа}}",
  "missed.dismiss": "Отложить",
  "missed.once": "Каждый запустит свои сценарии один раз, даже если событие ещё придёт.",
  "missed.state.wanted": "Запускается",
  "missed.state.started": "Запущено",
  "events.recovered": "Восстановлено",
  "events.recovered.text":
    "Leeloo не отправлял это событие. Оно создано из заказа в Leeloo, когда кто-то нажал «Запустить».",
};
