import type { loops as en } from "../en/loops.js";

export const loops: Record<keyof typeof en, string> = {
  "loop.card": "цикл",
  "loop.empty": "Добавьте сюда то, что нужно сделать для каждого элемента: нажмите плюс или перетащите шаг.",
  "loop.open":
    "{count, plural, =0 {Развернуть «{name}»} one {Показать # шаг внутри «{name}»} few {Показать # шага внутри «{name}»} many {Показать # шагов внутри «{name}»} other {Показать # шага внутри «{name}»}}",
  "loop.shut": "Свернуть «{name}»",
  "loop.cut":
    "{count, plural, one {Убрана # связь, пересекавшая границу цикла.} few {Убраны # связи, пересекавшие границу цикла.} many {Убрано # связей, пересекавших границу цикла.} other {Убрано # связи, пересекавших границу цикла.}}",
  "loop.undo": "Ctrl + Z вернёт всё назад.",
  "loop.triggerStays": "Триггер запускает весь сценарий, поэтому он остаётся вне цикла.",
  "loop.deleted":
    "«{name}» удалён вместе с {count, plural, one {# шагом} few {# шагами} many {# шагами} other {# шага}} внутри.",
  "loop.restore": "Вернуть",
  "loop.where": "Внутри цикла",
  "loop.where.none": "Не в цикле",
  "loop.where.help": "То, что внутри цикла, выполняется отдельно для каждого его элемента.",
  "canvas.keys.loop": "Развернуть или свернуть цикл",
  "link.refused.trigger": "С триггера всё начинается, поэтому к нему ничего не ведёт.",
  "link.refused.twice": "Такая связь уже есть.",
  "link.refused.circle": "Получился бы замкнутый круг. Чтобы повторять шаги, возьмите «Для каждого элемента».",
  "link.refused.border":
    "Связь не может пересекать границу цикла: шаги внутри выполняются отдельно для каждого элемента. То, что идёт после цикла, начинается с его выхода «Всё готово».",
  "link.refused.entry": "Цикл уже начинается с другого шага. Продолжайте от него.",
  "loop.progress": "{done, number} из {count, number}",
  "loop.failed": "{count, plural, one {# не удался} few {# не удались} many {# не удались} other {# не удалось}}",
  "loop.skipped": "{count, plural, one {# пропущен} few {# пропущено} many {# пропущено} other {# пропущено}}",
  "loop.pace": "{pace, number} в минуту",
  "loop.ready": "будет готово около {time}",
  "loop.bar": "Готово {done, number} из {count, number}, из них не удалось {failed, number}",
};
