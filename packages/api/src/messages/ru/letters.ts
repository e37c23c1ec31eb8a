import type { Catalogue } from "../texts.js";

/** Letters of the server itself, in Russian. */
export const letters: Catalogue["letters"] = {
  resetSubject: "Новый пароль для Leeway",
  resetText:
    "Кто-то, скорее всего вы, попросил новый пароль для {email}.\n\nЗадайте его здесь в течение {hours, plural, one {часа} few {# часов} many {# часов} other {# часа}}:\n{url}\n\nЕсли это были не вы, ничего не делайте: ваш пароль останется прежним.",
};
