import type { Catalogue } from "../texts.js";
import { askedHints } from "./asked-hints.js";
import { fieldFaults } from "./field-faults.js";
import { httpProblems } from "./http-problems.js";
import { problems } from "./problems.js";
import { stepErrors } from "./step-errors.js";

/** What the server says in English. */
export const en: Catalogue = {
  stepErrors,
  problems,
  httpProblems,
  fieldFaults,
  askedHints,
  kinds: {
    text: "text",
    longText: "text",
    string: "text",
    number: "a number",
    integer: "a whole number",
    boolean: "yes or no",
    choice: "one of the choices",
    date: "a date",
    dateTime: "a date and time",
    dateRange: "a period (from and to)",
    phone: "a phone number",
    email: "an e-mail address",
    url: "a link (http or https)",
    id: "an id",
    json: "JSON",
    object: "an object with fields",
    keyValues: "names with values",
    fields: "fields with values",
    fieldName: "any name but __proto__, constructor and prototype",
    list: "a list",
    array: "a list",
    null: "nothing",
    missing: "nothing",
    where: "a condition",
    cases: "a list of cases",
    leelooToken: "Leeloo",
    httpBearer: "HTTP token",
    httpBasic: "HTTP user and password",
    httpHeader: "HTTP header",
  },
  at: "{place}: {text}",
  megabytes: "{size} MB",
};
