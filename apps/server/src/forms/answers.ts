import { isObject, readKind, type Json, type JsonObject } from "@leeway/engine";
import type { FormField, FormFieldKind } from "@leeway/nodes";

/** Why an answer is not taken. */
export type AnswerFault =
  | { text: "missing" | "consent" | "phone" | "email" | "number" | "date" | "choice" | "file" }
  | { text: "tooLong"; count: number };

/** What a person sent with a form. */
export interface Answers {
  /** As the run gets them, by the names of the fields; null where nothing was answered. */
  values: JsonObject;
  /** By the names of the fields. */
  faults: ReadonlyMap<string, AnswerFault>;
}

const LONGEST_LINE = 1_000;
const LONGEST_TEXT = 20_000;
/** An answer's name in what browsers send: nothing of the page itself is called so. */
export const inputName = (name: string) => `a.${name}`;

/** Reads what was sent by the fields of the form; what belongs to none of them is left out. */
export function readAnswers(fields: readonly FormField[], sent: JsonObject): Answers {
  const faults = new Map<string, AnswerFault>();
  const values = fields.map((field): [string, Json] => {
    const given = sent[inputName(field.name)];
    const { kind } = field;
    const read = kind === "file" ? readFile(field, given) : readOne(kind, field, textsOf(given));
    if (read.fault) faults.set(field.name, read.fault);
    return [field.name, read.value];
  });
  return { values: Object.fromEntries(values), faults };
}

/** What a person wrote in a field, for showing it again. */
export const textsOf = (sent: Json | undefined): string[] =>
  (Array.isArray(sent) ? sent : [sent]).filter((one): one is string => typeof one === "string");

/** A page that is shown again has lost its files: browsers do not let it choose them. */
export function withoutFiles(
  fields: readonly FormField[],
  sent: JsonObject,
  faults: Answers["faults"] = new Map(),
): Answers["faults"] {
  const lost = fields.filter(({ kind, name }) => kind === "file" && typeof sent[inputName(name)] === "object");
  return new Map([...faults, ...lost.map(({ name }) => [name, { text: "file" }] as const)]);
}

/** Nothing but the parser of uploads makes an object of what was sent. */
function readFile({ required }: FormField, sent: Json | undefined): Read {
  const files = (Array.isArray(sent) ? sent : [sent]).filter((one) => one !== undefined && isObject(one));
  if (files.length === 0) return required ? { value: null, fault: { text: "file" } } : { value: null };
  return { value: files.length === 1 ? (files[0] ?? null) : files };
}

interface Read {
  value: Json;
  fault?: AnswerFault;
}

function readOne(
  kind: Exclude<FormFieldKind, "file">,
  { required, choices }: FormField,
  texts: readonly string[],
): Read {
  const given = texts.map((text) => text.trim()).filter((text) => text !== "");
  if (kind === "consent") {
    const value = given.length > 0;
    return value || !required ? { value } : { value, fault: { text: "consent" } };
  }
  if (given.length === 0) {
    const value: Json = kind === "choices" ? [] : null;
    const text = kind === "choice" || kind === "choices" ? "choice" : "missing";
    return required ? { value, fault: { text } } : { value };
  }
  if (kind === "choices") return chosen(given, choices, given);
  const [text = ""] = given;
  if (kind === "choice") return chosen([text], choices, text);
  return readText(kind, text);
}

const chosen = (given: readonly string[], choices: readonly string[], value: Json): Read =>
  given.every((one) => choices.includes(one)) ? { value } : { value: null, fault: { text: "choice" } };

function readText(kind: Exclude<FormFieldKind, "consent" | "choice" | "choices" | "file">, text: string): Read {
  const limit = kind === "longText" ? LONGEST_TEXT : LONGEST_LINE;
  if (text.length > limit) return { value: null, fault: { text: "tooLong", count: limit } };
  if (kind === "text" || kind === "longText") return { value: text.replaceAll("\r\n", "\n") };
  if (kind === "date") return isDay(text) ? { value: text } : { value: null, fault: { text: "date" } };
  const read = readKind({ kind }, text, "UTC");
  return read.ok ? { value: read.value } : { value: null, fault: { text: kind } };
}

/** A day of the calendar, as browsers send it; they never send 30 February, programs do. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
