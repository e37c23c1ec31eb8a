import type { loops as en } from "../en/loops.js";

export const loops: Record<keyof typeof en, string> = {
  "loop.card": "цикл",
  "loop.empty": "Додайте сюди те, що треба зробити для кожного елемента: натисніть плюс або перетягніть крок.",
  "loop.open":
    "{count, plural, =0 {Розгорнути «{name}»} one {Показати # крок усередині «{name}»} few {Показати # кроки всередині «{name}»} many {Показати # кроків усередині «{name}»} other {Показати # кроку всередині «{name}»}}",
  "loop.shut": "Згорнути «{name}»",
  "loop.cut":
    "{count, plural, one {Прибрано # зв’язок, що перетинав межу циклу.} few {Прибрано # зв’язки, що перетинали межу циклу.} many {Прибрано # зв’язків, що перетинали межу циклу.} other {Прибрано # зв’язку, що перетинали межу циклу.}}",
  "loop.undo": "Ctrl + Z поверне все назад.",
  "loop.triggerStays": "Тригер запускає весь сценарій, тому він лишається поза циклом.",
  "loop.deleted":
    "«{name}» видалено разом із {count, plural, one {# кроком} few {# кроками} many {# кроками} other {# кроку}} всередині.",
  "loop.restore": "Повернути",
  "loop.where": "Усередині циклу",
  "loop.where.none": "Не в циклі",
  "loop.where.help": "Те, що всередині циклу, виконується окремо для кожного його елемента.",
  "canvas.keys.loop": "Розгорнути або згорнути цикл",
  "link.refused.trigger": "З тригера все починається, тому до нього нічого не веде.",
  "link.refused.twice": "Такий зв’язок уже є.",
  "link.refused.circle": "Вийшло б замкнене коло. Щоб повторювати кроки, візьміть «Для кожного елемента».",
  "link.refused.border":
    "Зв’язок не може перетинати межу циклу: кроки всередині виконуються окремо для кожного елемента. Те, що йде після циклу, починається з його виходу «Усе готово».",
  "link.refused.entry": "Цикл уже починається з іншого кроку. Продовжуйте від нього.",
  "loop.progress": "{done, number} з {count, number}",
  "loop.failed": "{count, plural, one {# не вдався} few {# не вдалися} many {# не вдалися} other {# не вдалося}}",
  "loop.skipped": "{count, plural, one {# пропущено} few {# пропущено} many {# пропущено} other {# пропущено}}",
  "loop.pace": "{pace, number} за хвилину",
  "loop.ready": "буде готово близько {time}",
  "loop.bar": "Готово {done, number} з {count, number}, з них не вдалося {failed, number}",
};
