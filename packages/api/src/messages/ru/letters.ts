import type { Catalogue } from "../texts.js";

/** Letters of the server itself, in Russian. */
export const letters: Catalogue["letters"] = {
  resetSubject: "Новый пароль для Leeway",
  resetText:
    "Кто-то, скорее всего вы, попросил новый пароль для {email}.\n\nЗадайте его здесь в течение {hours, plural, one {часа} few {# часов} many {# часов} other {# часа}}:\n{url}\n\nЕсли это были не вы, ничего не делайте: ваш пароль останется прежним.",
  invitationSubject: "{by} приглашает вас в «{workspace}» в Leeway",
  invitationText:
    "{by} приглашает вас работать вместе в пространстве «{workspace}» в Leeway.\n\nВойдите по этой ссылке в течение {days, plural, one {# дня} few {# дней} many {# дней} other {# дня}}; она работает один раз:\n{url}\n\nЕсли вы не знаете, о чём речь, ничего не делайте.",
};
