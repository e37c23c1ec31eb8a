import type { IdKind, ParamKind, ParamOption } from "../definition.js";
import { numberInText } from "../expressions/numbers.js";
import type { Json } from "../json.js";
import { dateInForm, parseDate } from "./dates.js";
import { readId } from "./ids.js";

/** Why a value does not fit its kind, for `param.type`, `param.choice`, `param.format`. */
export interface Refusal {
  code: "param.type" | "param.choice" | "param.format";
  values: Record<string, string | number>;
}
export type Reading = { ok: true; value: Json } | { ok: false; refusal: Refusal };

/** What matters of a param for one of its values. */
export interface Kind {
  kind: ParamKind;
  options?: readonly ParamOption[] | undefined;
  idKind?: IdKind | undefined;
}
export type Form = "isoUtc" | "utcMinutes" | "booleanText" | "text";

const taken = (value: Json): Reading => ({ ok: true, value });
const shown = (value: Json) => textOf(value).slice(0, 200);
const wrongType = (value: Json, expected: string): Reading => ({
  ok: false,
  refusal: { code: "param.type", values: { value: shown(value), expected } },
});
const badFormat = (value: Json, expected: string): Reading => ({
  ok: false,
  refusal: { code: "param.format", values: { value: shown(value), expected } },
});

/** A value as it stands in a text; lists and objects are JSON. */
export function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const readers: Partial<Record<ParamKind, (value: Json, kind: Kind, zone: string) => Reading>> = {
  text: (value) => taken(textOf(value)),
  longText: (value) => taken(textOf(value)),
  number: readNumber,
  boolean: readBoolean,
  choice: readChoice,
  dateTime: (value, _kind, zone) =>
    parseDate(value, zone) === undefined ? badFormat(value, "dateTime") : taken(value),
  phone: readPhone,
  email: (value) => readText(value, "email", /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;.]+$/),
  url: readUrl,
  id: readIdValue,
};

/**
 * A resolved value, neither null nor "", as its kind wants it. Lenient where values come from forms and sites (`"5"` is a
 * number, a phone may have spaces), strict where Leeloo would take it silently and do the wrong thing.
 */
export function readKind(kind: Kind, value: Json, zone: string, form?: Form): Reading {
  const read = readers[kind.kind]?.(value, kind, zone) ?? taken(value);
  if (!read.ok || form === undefined) return read;
  if (form === "booleanText" || form === "text") return taken(textOf(read.value));
  const date = dateInForm(read.value, form, zone);
  return date === undefined ? badFormat(value, "dateTime") : taken(date);
}

function readNumber(value: Json): Reading {
  const number = typeof value === "string" ? numberInText(value) : value;
  return typeof number === "number" ? taken(number) : wrongType(value, "number");
}

function readBoolean(value: Json): Reading {
  if (typeof value === "boolean") return taken(value);
  const text = textOf(value).trim().toLowerCase();
  if (text === "true" || text === "1") return taken(true);
  return text === "false" || text === "0" ? taken(false) : wrongType(value, "boolean");
}

/** Without a list of its own (its options come from the service), any one value. */
function readChoice(value: Json, { options }: Kind): Reading {
  if (typeof value === "object") return wrongType(value, "choice");
  if (!options || options.length === 0) return taken(value);
  const text = textOf(value).trim();
  const found = options.find((option) => option.value === value) ?? options.find((one) => String(one.value) === text);
  if (found) return taken(found.value);
  const listed = options.map((option) => String(option.value)).join(", ");
  return { ok: false, refusal: { code: "param.choice", values: { value: shown(value), options: listed } } };
}

/** Digits and a leading plus. More than fifteen are two numbers, or something else. */
function readPhone(value: Json): Reading {
  if (typeof value !== "string" && typeof value !== "number") return wrongType(value, "phone");
  const text = textOf(value).trim();
  const digits = text.replace(/\D/g, "");
  if (digits.length < 7 || digits.length > 15) return badFormat(value, "phone");
  return taken(text.startsWith("+") ? `+${digits}` : digits);
}

function readText(value: Json, expected: string, pattern: RegExp): Reading {
  if (typeof value !== "string") return wrongType(value, expected);
  const text = value.trim();
  return pattern.test(text) ? taken(text) : badFormat(value, expected);
}

/** Or a word that the service takes instead of an address. */
function readUrl(value: Json, { options }: Kind): Reading {
  if (options?.some((option) => option.value === value)) return taken(value);
  return readText(value, "url", /^https?:\/\/[^\s/?#]+/i);
}

function readIdValue(value: Json, { idKind }: Kind): Reading {
  if (typeof value !== "string" && typeof value !== "number") return wrongType(value, "id");
  const read = readId(String(value), idKind);
  return read.ok ? taken(read.id) : { ok: false, refusal: { code: "param.format", values: read.values } };
}
