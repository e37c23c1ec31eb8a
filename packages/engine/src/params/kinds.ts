import type { EntryForm, Form, IdKind, ParamDefinition, ParamKind, ParamOption } from "../definition.js";
import { numberInText, plainNumber } from "../expressions/numbers.js";
import type { Json } from "../json.js";
import { dateInForm, parseDate } from "./dates.js";
import { isEntry } from "./entries.js";
import { isLeelooLink, readId } from "./ids.js";

/** Why a value does not fit its kind. */
export interface Refusal {
  code: "param.type" | "param.choice" | "param.format" | "param.tooLong" | "param.range";
  values: Record<string, string | number>;
}
/** What matters of a param that a service takes; made once for each. */
export function sentKind(param: ParamDefinition): Kind {
  let kind = sentKinds.get(param);
  if (!kind) sentKinds.set(param, (kind = { ...param, sent: true }));
  return kind;
}
const sentKinds = new WeakMap<ParamDefinition, Kind>();

export type Reading = { ok: true; value: Json } | { ok: false; refusal: Refusal };

/** What matters of a param for one of its values. */
export interface Kind {
  kind: ParamKind;
  options?: readonly ParamOption[] | undefined;
  idKind?: IdKind | undefined;
  byName?: boolean | undefined;
  maxLength?: number | undefined;
  entries?: EntryForm | undefined;
  min?: number | undefined;
  max?: number | undefined;
  integer?: boolean | undefined;
  /** A service takes it: what has no place in one of its fields is refused instead of being written out as JSON. */
  sent?: boolean | undefined;
}

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
  text: (value, { sent }) =>
    sent === true && typeof value === "object" ? wrongType(value, "text") : taken(textOf(value)),
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
  if (!read.ok) return read;
  if (kind.maxLength !== undefined && typeof read.value === "string" && read.value.length > kind.maxLength)
    return { ok: false, refusal: { code: "param.tooLong", values: { limit: kind.maxLength } } };
  if (kind.entries !== undefined && kind.kind === "text" && !isEntry(kind.entries, textOf(read.value)))
    return badFormat(value, kind.entries);
  if (form === undefined) return read;
  if (form === "booleanText") return taken(textOf(read.value));
  if (form === "decimal") return taken((typeof value === "string" && plainNumber(value)) || textOf(read.value));
  const date = dateInForm(read.value, form, zone);
  return date === undefined ? badFormat(value, "dateTime") : taken(date);
}

function readNumber(value: Json, { min, max, integer }: Kind): Reading {
  const number = typeof value === "string" ? numberInText(value) : value;
  if (typeof number !== "number" || !Number.isFinite(number)) return wrongType(value, "number");
  if (integer === true && !Number.isInteger(number)) return wrongType(value, "integer");
  if (number >= (min ?? -Infinity) && number <= (max ?? Infinity)) return taken(number);
  const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  return { ok: false, refusal: { code: "param.range", values: { value: number, ...bounds } } };
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
  const strange = /[^\d\s()+./\u2010-\u2015-]/.test(text);
  if (strange || digits.length < 7 || digits.length > 15) return badFormat(value, "phone");
  return taken(text.startsWith("+") ? `+${digits}` : digits);
}

/** No address is as long. In megabytes a pattern has run out of its stack, depending on what else the process had compiled. */
const LONGEST_ADDRESS = 10_000;

function readText(value: Json, expected: string, pattern: RegExp): Reading {
  if (typeof value !== "string") return wrongType(value, expected);
  const text = value.trim();
  return text.length <= LONGEST_ADDRESS && pattern.test(text) ? taken(text) : badFormat(value, expected);
}

/** Or a word that the service takes instead of an address. */
function readUrl(value: Json, { options }: Kind): Reading {
  if (options?.some((option) => option.value === value)) return taken(value);
  return readText(value, "url", /^https?:\/\/[^\s/?#]+/i);
}

/** What may be given by name and is neither an id nor a link stays as it is, for whoever knows the names. */
function readIdValue(value: Json, { idKind, byName }: Kind): Reading {
  if (typeof value !== "string" && typeof value !== "number") return wrongType(value, "id");
  const text = String(value);
  const read = readId(text, idKind);
  if (read.ok) return taken(read.id);
  if (byName === true && !isLeelooLink(text) && text.length <= LONGEST_NAME) return taken(text.trim());
  return { ok: false, refusal: { code: "param.format", values: read.values } };
}

const LONGEST_NAME = 200;
