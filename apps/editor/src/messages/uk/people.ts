import type { people as english } from "../en/people.js";

export const people: Record<keyof typeof english, string> = {
  "person.title": "Людина",
  "person.text":
    "Що ваші сценарії зробили для цієї людини, від найновішого. Під час репетиції людина нічого не отримує.",
  "person.link": "Усе про цю людину",
  "person.phone": "Телефон",
  "person.email": "Пошта",
  "person.id": "ID у Leeloo",
  "person.copy": "Скопіювати: {what}",
  "person.runs": "Що відбулося",
  "person.effects": "Що зробив запуск",
  "person.onlyNamed": "Запуск натрапив на цю людину, але нічого не змінив і не надіслав.",
  "person.unknown":
    "{count, plural, one {Невідомо, чи спрацював # крок} few {Невідомо, чи спрацювали # кроки} other {Невідомо, чи спрацювали # кроків}}",
  "person.none.title": "Жоден запуск не знає цієї людини",
  "person.none.text":
    "Тут видно, що сценарії зробили для людини, доки зберігаються їхні запуски. Можливо, посилання неповне або запусків уже немає.",
};
