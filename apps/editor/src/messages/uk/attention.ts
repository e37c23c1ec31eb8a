import type { attention as en } from "../en/attention.js";

export const attention: Record<keyof typeof en, string> = {
  "nav.attention": "Чекає на вас",
  "nav.attention.count":
    "{count, plural, one {Чекає на вас: # крок} few {Чекають на вас: # кроки} many {Чекають на вас: # кроків} other {Чекають на вас: # кроку}}",
  "attention.title": "Чекає на вас",
  "attention.text":
    "Кроки, які рушать далі лише після вашого слова: запити, про які невідомо, чи дійшли, і погодження.",
  "attention.filter.kind": "Про що питання",
  "attention.filter.all": "Усі питання",
  "attention.kind.unknown": "Дійшло чи ні?",
  "attention.kind.approval": "Погодження",
  "attention.choose": "Вибрати «{name}»",
  "attention.all":
    "{count, plural, one {Вибрати показаний крок} few {Вибрати всі # показані} many {Вибрати всі # показаних} other {Вибрати всі # показані}}",
  "attention.chosen": "{count, plural, one {Вибрано #} few {Вибрано #} many {Вибрано #} other {Вибрано #}}",
  "attention.item": "Елемент {index}",
  "attention.rehearsal": "Репетиція",
  "attention.until": "строк:",
  "attention.sent": "Що надіслано",
  "attention.found":
    "{count, plural, =0 {Leeway перевірив і нічого схожого не побачив} one {Leeway перевірив і побачив ось що} few {Leeway перевірив і побачив ось що} many {Leeway перевірив і побачив ось що} other {Leeway перевірив і побачив ось що}}",
  "attention.looked":
    "{count, plural, one {Перевірено # раз, востаннє} few {Перевірено # рази, востаннє} many {Перевірено # разів, востаннє} other {Перевірено # разу, востаннє}}",
  "attention.check.failed": "Leeway не зміг перевірити сам",
  "attention.truncated": "Довгі значення тут обрізано. Повністю вони є в самому запуску.",
  "attention.word.done": "Дійшло",
  "attention.word.retry": "Надіслати ще раз",
  "attention.word.fail": "Не дійшло",
  "attention.word.approve": "Погодити",
  "attention.word.reject": "Відхилити",
  "attention.word.several": "{word} ({count})",
  "attention.ask.done":
    "{count, plural, one {Вважати # крок виконаним?} few {Вважати # кроки виконаними?} many {Вважати # кроків виконаними?} other {Вважати # кроку виконаними?}}",
  "attention.ask.done.text": "Запуски підуть далі так, ніби відповідь надійшла. Повторно нічого не надсилається.",
  "attention.ask.retry":
    "{count, plural, one {Надіслати ще раз # запит?} few {Надіслати ще раз # запити?} many {Надіслати ще раз # запитів?} other {Надіслати ще раз # запиту?}}",
  "attention.ask.retry.text":
    "Те, що дійшло з першого разу, станеться двічі: люди отримають те саме повідомлення знову.",
  "attention.ask.fail":
    "{count, plural, one {Вважати # крок невдалим?} few {Вважати # кроки невдалими?} many {Вважати # кроків невдалими?} other {Вважати # кроку невдалими?}}",
  "attention.ask.fail.text": "Кожен запуск піде далі так, як крок велить у разі помилки, або зупиниться.",
  "attention.ask.approve":
    "{count, plural, one {Погодити # крок?} few {Погодити # кроки?} many {Погодити # кроків?} other {Погодити # кроку?}}",
  "attention.ask.approve.text": "Запуски одразу підуть далі.",
  "attention.ask.reject":
    "{count, plural, one {Відхилити # крок?} few {Відхилити # кроки?} many {Відхилити # кроків?} other {Відхилити # кроку?}}",
  "attention.ask.reject.text": "Запуски підуть шляхом для відмови або завершаться.",
  "attention.without.several": "Продовжити без неї ({count})",
  "attention.without.open": "Відкрити запуск",
  "attention.said":
    "{count, plural, one {Відповідь прийнято} few {Відповіді прийнято: #} many {Відповідей прийнято: #} other {Відповіді прийнято: #}}",
  "attention.none.title": "Тут нічого немає",
  "attention.none.text": "З таким фільтром на вас нічого не чекає.",
  "attention.none.button": "Показати все",
  "story.settled.check": "Leeway знайшов його в сервісі: дійшло",
  "attention.empty.title": "Нічого не чекає на ваше рішення",
  "attention.empty.text":
    "Коли невідомо, чи дійшов запит, Leeway спершу перевіряє сам. Сюди потрапляє те, чого він не з’ясував, і те, що маєте погодити ви.",
};
