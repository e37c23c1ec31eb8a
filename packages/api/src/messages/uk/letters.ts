import type { Catalogue } from "../texts.js";

/** Letters of the server itself, in Ukrainian. */
export const letters: Catalogue["letters"] = {
  resetSubject: "Новий пароль до Leeway",
  resetText:
    "Хтось, найімовірніше ви, попросив новий пароль для {email}.\n\nЗадайте його тут протягом {hours, plural, one {години} few {# годин} many {# годин} other {# години}}:\n{url}\n\nЯкщо це були не ви, нічого не робіть: ваш пароль лишиться тим самим.",
  invitationSubject: "{by} запрошує вас до «{workspace}» у Leeway",
  invitationText:
    "{by} запрошує вас працювати разом у просторі «{workspace}» у Leeway.\n\nЗайдіть за цим посиланням протягом {days, plural, one {# дня} few {# днів} many {# днів} other {# дня}}; воно діє один раз:\n{url}\n\nЯкщо ви не знаєте, про що йдеться, нічого не робіть.",
};
