import type { attention as en } from "../en/attention.js";

export const attention: Record<keyof typeof en, string> = {
  "nav.attention": "Ждёт вас",
  "nav.attention.count":
    "{count, plural, one {Ждёт вас: # шаг} few {Ждут вас: # шага} many {Ждут вас: # шагов} other {Ждут вас: # шага}}",
  "attention.title": "Ждёт вас",
  "attention.text":
    "Шаги, которые пойдут дальше только после вашего слова: запросы, о которых неизвестно, дошли ли они, и согласования.",
  "attention.filter.kind": "О чём вопрос",
  "attention.filter.all": "Все вопросы",
  "attention.kind.unknown": "Дошло или нет?",
  "attention.kind.approval": "Согласование",
  "attention.choose": "Выбрать «{name}»",
  "attention.all":
    "{count, plural, one {Выбрать показанный шаг} few {Выбрать все # показанных} many {Выбрать все # показанных} other {Выбрать все # показанных}}",
  "attention.chosen": "{count, plural, one {Выбрано #} few {Выбрано #} many {Выбрано #} other {Выбрано #}}",
  "attention.item": "Элемент {index}",
  "attention.rehearsal": "Репетиция",
  "attention.until": "срок:",
  "attention.sent": "Что отправлено",
  "attention.found":
    "{count, plural, =0 {Leeway проверил и ничего похожего не увидел} one {Leeway проверил и увидел вот что} few {Leeway проверил и увидел вот что} many {Leeway проверил и увидел вот что} other {Leeway проверил и увидел вот что}}",
  "attention.looked":
    "{count, plural, one {Проверено # раз, последний} few {Проверено # раза, последний} many {Проверено # раз, последний} other {Проверено # раза, последний}}",
  "attention.check.failed": "Leeway не смог проверить сам",
  "attention.truncated": "Длинные значения здесь обрезаны. Полностью они есть в самом запуске.",
  "attention.word.done": "Дошло",
  "attention.word.retry": "Отправить ещё раз",
  "attention.word.fail": "Не дошло",
  "attention.word.approve": "Одобрить",
  "attention.word.reject": "Отклонить",
  "attention.word.several": "{word} ({count})",
  "attention.ask.done":
    "{count, plural, one {Считать # шаг выполненным?} few {Считать # шага выполненными?} many {Считать # шагов выполненными?} other {Считать # шага выполненными?}}",
  "attention.ask.done.text": "Запуски пойдут дальше так, будто ответ пришёл. Повторно ничего не отправляется.",
  "attention.ask.retry":
    "{count, plural, one {Отправить ещё раз # запрос?} few {Отправить ещё раз # запроса?} many {Отправить ещё раз # запросов?} other {Отправить ещё раз # запроса?}}",
  "attention.ask.retry.text": "То, что дошло с первого раза, произойдёт дважды: люди получат то же сообщение снова.",
  "attention.ask.fail":
    "{count, plural, one {Считать # шаг неудачным?} few {Считать # шага неудачными?} many {Считать # шагов неудачными?} other {Считать # шага неудачными?}}",
  "attention.ask.fail.text": "Каждый запуск пойдёт дальше так, как шаг велит при ошибке, или остановится.",
  "attention.ask.approve":
    "{count, plural, one {Одобрить # шаг?} few {Одобрить # шага?} many {Одобрить # шагов?} other {Одобрить # шага?}}",
  "attention.ask.approve.text": "Запуски сразу пойдут дальше.",
  "attention.ask.reject":
    "{count, plural, one {Отклонить # шаг?} few {Отклонить # шага?} many {Отклонить # шагов?} other {Отклонить # шага?}}",
  "attention.ask.reject.text": "Запуски пойдут по пути для отказа или завершатся.",
  "attention.without.several": "Продолжить без него ({count})",
  "attention.without.open": "Открыть запуск",
  "attention.said":
    "{count, plural, one {Ответ принят} few {Ответов принято: #} many {Ответов принято: #} other {Ответов принято: #}}",
  "attention.none.title": "Здесь ничего нет",
  "attention.none.text": "С таким фильтром вас ничего не ждёт.",
  "attention.none.button": "Показать всё",
  "story.settled.check": "Leeway нашёл его в сервисе: дошло",
  "attention.empty.title": "Ничего не ждёт вашего решения",
  "attention.empty.text":
    "Когда неизвестно, дошёл ли запрос, Leeway сначала проверяет сам. Сюда попадает то, чего он не выяснил, и то, что нужно одобрить вам.",
};
