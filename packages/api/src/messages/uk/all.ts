import type { Catalogue } from "../texts.js";
import { askedHints } from "./asked-hints.js";
import { fieldFaults } from "./field-faults.js";
import { httpProblems } from "./http-problems.js";
import { problems } from "./problems.js";
import { stepErrors } from "./step-errors.js";

/** What the server says in Ukrainian. */
export const uk: Catalogue = {
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
    integer: "ціле число",
    boolean: "так або ні",
    choice: "один із варіантів",
    date: "дата",
    dateTime: "дата й час",
    dateRange: "період (від і до)",
    phone: "номер телефону",
    email: "адреса ел. пошти",
    url: "посилання (http або https)",
    id: "id",
    json: "JSON",
    object: "об’єкт із полями",
    keyValues: "назви зі значеннями",
    fields: "поля зі значеннями",
    fieldName: "будь-яка назва, крім __proto__, constructor і prototype",
    list: "список",
    array: "список",
    null: "порожнє значення",
    missing: "порожнє значення",
    where: "умова",
    cases: "список варіантів",
    leelooToken: "Leeloo",
    httpBearer: "токен HTTP",
    httpBasic: "логін і пароль HTTP",
    httpHeader: "заголовок HTTP",
  },
  at: "{place}: {text}",
  megabytes: "{size} МБ",
};
