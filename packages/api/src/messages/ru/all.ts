import type { Catalogue } from "../texts.js";
import { askedHints } from "./asked-hints.js";
import { fieldFaults } from "./field-faults.js";
import { httpProblems } from "./http-problems.js";
import { problems } from "./problems.js";
import { stepErrors } from "./step-errors.js";

/** What the server says in Russian. */
export const ru: Catalogue = {
  stepErrors,
  problems,
  httpProblems,
  fieldFaults,
  askedHints,
  kinds: {
    text: "текст",
    longText: "текст",
    string: "текст",
    number: "число",
    integer: "целое число",
    boolean: "да или нет",
    choice: "один из вариантов",
    date: "дата",
    dateTime: "дата и время",
    dateRange: "период (от и до)",
    phone: "номер телефона",
    email: "адрес эл. почты",
    url: "ссылка (http или https)",
    id: "id",
    json: "JSON",
    object: "объект с полями",
    keyValues: "названия со значениями",
    fields: "поля со значениями",
    fieldName: "любое название, кроме __proto__, constructor и prototype",
    list: "список",
    array: "список",
    null: "пустое значение",
    missing: "пустое значение",
    where: "условие",
    cases: "список вариантов",
    leelooToken: "Leeloo",
    httpBearer: "токен HTTP",
    httpBasic: "логин и пароль HTTP",
    httpHeader: "заголовок HTTP",
  },
  at: "{place}: {text}",
  megabytes: "{size} МБ",
};
