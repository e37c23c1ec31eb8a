import {
  isObject,
  isZone,
  locales,
  stepErrorSchema,
  type Json,
  type Locale,
  type Problem,
  type StepError,
} from "@leeway/engine";
import { isPermission, roles, type Permission, type Role } from "../permissions.js";
import type { HttpProblemCode } from "../problems.js";
import { catalogues } from "./catalogues.js";
import { sentenceOf, type Known } from "./format.js";
import { sentenceIn } from "./sentence-in.js";
import {
  kindWords,
  type Catalogue,
  type FieldFault,
  type KindWord,
  type LetterText,
  type NoticeText,
  type Sentence,
} from "./texts.js";

/** What happened, and what to do about it. */
export interface Said {
  message: string;
  hint?: string;
}

/** A step's or run's failure as a sentence. With `nodeName` it begins with the step's name. */
export function sayStepError(error: StepError, locale: Locale, nodeName?: (nodeId: string) => string): Said {
  const texts = catalogues[locale].stepErrors[error.code];
  const known = knownOf(error, locale, nodeName);
  const cause = causeOf(error);
  // Steps of a called workflow have names of their own.
  if (cause)
    known["reason"] = sayStepError(cause, locale, error.code === "workflow.failed" ? undefined : nodeName).message;
  return {
    message: placed(sentenceOf(texts.message, known, locale), error, locale, nodeName),
    hint: sentenceOf(texts.hint, known, locale),
  };
}

/** The same of a call that a person waits for outside of any run: its hint speaks of no step. */
export function sayAskedError(error: StepError, locale: Locale): Said {
  const hints: Partial<Record<string, Sentence>> = catalogues[locale].askedHints;
  const { message, hint } = sayStepError(error, locale);
  const own = hints[error.code];
  if (own !== undefined) return { message, hint: sentenceOf(own, knownOf(error, locale), locale) };
  return hint === undefined ? { message } : { message, hint };
}

/** What is wrong with a document as a sentence. With `nodeName` it begins with the step's name. */
export function sayProblem(problem: Problem, locale: Locale, nodeName?: (nodeId: string) => string): string {
  const text = catalogues[locale].problems[problem.code];
  return placed(sentenceOf(text, knownOf(problem, locale, nodeName), locale), problem, locale, nodeName);
}

/** A refusal of the HTTP API. */
export function sayHttpProblem(
  code: HttpProblemCode,
  values: Record<string, string | number>,
  locale: Locale,
): { title: string; detail: string } {
  const { title, detail } = catalogues[locale].httpProblems[code];
  // A service's refusal comes as sentences of ours, ready made: the last of them says what to do.
  const known = knownOf({ values }, locale);
  if (known["message"] !== undefined) known["message"] = values["message"] ?? "";
  return { title, detail: sentenceOf(detail, known, locale) };
}

/** A role's name, to begin a line with. */
export function sayRole(role: Role, locale: Locale): string {
  const name = catalogues[locale].roles[role];
  return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
}

/** What a permission is for, in the words that a refusal has for it: "change workflows". */
export function sayPermission(permission: Permission, locale: Locale): string {
  return catalogues[locale].permissions[permission];
}

/** A sentence of a form's page. */
export function sayOnForm(text: keyof Catalogue["formPage"], values: Record<string, number>, locale: Locale): string {
  return sentenceOf(catalogues[locale].formPage[text], values, locale);
}

/** What is wrong with one field of a request. */
export function sayFieldFault(fault: FieldFault, values: Record<string, string | number>, locale: Locale): string {
  return sentenceOf(catalogues[locale].fieldFaults[fault], knownOf({ values }, locale), locale);
}

/** A part of a notice; every value of it has to be there. */
export function sayNotice(text: NoticeText, values: Record<string, string | number>, locale: Locale): string {
  return sentenceOf(catalogues[locale].notices[text], values, locale);
}

/** Subject or text of a letter; every value of it has to be there. */
export function sayLetter(text: LetterText, values: Record<string, string | number>, locale: Locale): string {
  return sentenceOf(catalogues[locale].letters[text], values, locale);
}

/** What an entry of the audit log tells, after who and when. What a newer version wrote is said by its name. */
export function sayAudit(action: string, detail: Readonly<Record<string, string>>, locale: Locale): string {
  const texts: Partial<Record<string, Sentence>> = catalogues[locale].audit;
  const text = Object.hasOwn(texts, action) ? texts[action] : undefined;
  return text === undefined ? action : sentenceOf(text, knownOf({ values: detail }, locale), locale);
}

/** The language of an Accept-Language header that Leeway speaks; English where it names none of them. */
export function pickLocale(acceptLanguage: string | undefined): Locale {
  let best: Locale = "en";
  let bestWeight = 0;
  for (const part of (acceptLanguage ?? "").slice(0, 500).split(",")) {
    const [tag = "", ...params] = part.split(";").map((text) => text.trim().toLowerCase());
    const locale = locales.find((known) => tag === known || tag.startsWith(`${known}-`));
    const quality = params.find((param) => param.startsWith("q="));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    if (locale && weight > bestWeight) [best, bestWeight] = [locale, weight];
  }
  return best;
}

/**
 * What another step failed with, where this failure only follows from it: of an item of a loop, of another workflow. Of
 * workflows that call one another it is what the last of them failed with.
 */
function causeOf({ code, values: { cause } }: StepError): StepError | undefined {
  if (!isObject(cause)) return undefined;
  const { code: why, values = {}, nodeId } = cause;
  const read = stepErrorSchema.safeParse({ code: why, values, nodeId });
  if (!read.success) return undefined;
  return read.data.code === code && code === "workflow.failed" ? (causeOf(read.data) ?? read.data) : read.data;
}

interface Sayable {
  code?: string;
  values: Readonly<Record<string, Json>>;
  nodeId?: string | undefined;
  param?: string | undefined;
  position?: number | undefined;
}

/** Values that name a step: shown by the step's name. */
const stepValues = new Set(["step", "source", "target", "node"]);
/** Values that name kinds, `, ` between them: shown in the reader's language. */
const kindValues = new Set(["expected", "found", "kind", "types"]);
/** Values that name roles, `, ` between them. */
const roleValues = new Set(["role", "formerRole", "keyRole", "who"]);
/** Sizes in bytes. */
const sizeValues = new Set(["size", "limit"]);
const MEGABYTE = 1024 * 1024;
const LONGEST_VALUE = 160;

function knownOf(said: Sayable, locale: Locale, nodeName?: (nodeId: string) => string): Known {
  const known: Known = {};
  // The catalogue counts characters from one, as people do.
  if (said.position !== undefined) known["position"] = said.position + 1;
  if (said.param !== undefined && said.param !== "") known["field"] = said.param;
  for (const [name, value] of Object.entries(said.values)) {
    const text = idWordOf(said, name, locale) ?? momentOf(said, name, locale) ?? wordOf(name, value, locale, nodeName);
    if (text !== undefined) known[name] = text;
  }
  return known;
}

/** Where an id is meant, what it is of and what was found instead have words of their own. */
function idWordOf({ code, values }: Sayable, name: string, locale: Locale): string | undefined {
  const kind = values["idKind"] === undefined || (name !== "idKind" && name !== "found") ? undefined : values[name];
  const words: Partial<Record<string, string>> =
    code === "id.wrongKind" ? catalogues[locale].idsOf : catalogues[locale].idKinds;
  return typeof kind === "string" && Object.hasOwn(words, kind) ? words[kind] : undefined;
}

/** A moment as people write it, on the clocks of the zone that comes with it. */
function momentOf({ values }: Sayable, name: string, locale: Locale): string | undefined {
  const { until, timezone } = values;
  if (name !== "until" || typeof until !== "string" || typeof timezone !== "string" || !isZone(timezone))
    return undefined;
  const at = Date.parse(until);
  if (Number.isNaN(at)) return undefined;
  const form = { dateStyle: "long", timeStyle: "short", timeZone: timezone } as const;
  return new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, form).format(at);
}

function wordOf(
  name: string,
  value: Json | undefined,
  locale: Locale,
  nodeName?: (nodeId: string) => string,
): string | number | undefined {
  // What is blank says nothing: the next variant of the sentence does without it.
  if (value === undefined || value === null || (typeof value === "string" && value.trim() === "")) return undefined;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return undefined;
    return sizeValues.has(name) && value >= MEGABYTE ? megabytes(value, locale) : value;
  }
  const text = typeof value !== "string" ? JSON.stringify(value) : name === "answer" ? sentenceIn(value) : value;
  if (stepValues.has(name)) return nodeName?.(text) || text;
  if (kindValues.has(name))
    return anyOf(
      wordsIn(text, (word) => kindOf(word, locale)),
      locale,
    );
  if (roleValues.has(name)) return wordsIn(text, (word) => roleOf(word, locale)).join(", ");
  if (name === "permission" && isPermission(text)) return sayPermission(text, locale);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function kindOf(word: string, locale: Locale): string {
  const known = kindWords.find((kind): kind is KindWord => kind === word);
  return known === undefined ? word : catalogues[locale].kinds[known];
}

const wordsIn = (words: string, say: (word: string) => string): string[] => words.split(", ").map(say);

/** Any one of them will do. */
const anyOf = (words: readonly string[], locale: Locale): string =>
  new Intl.ListFormat(locale === "en" ? "en-GB" : locale, { type: "disjunction" }).format(words);

function roleOf(word: string, locale: Locale): string {
  const known = roles.find((role) => role === word);
  return known === undefined ? word : catalogues[locale].roles[known];
}

function megabytes(bytes: number, locale: Locale): string {
  return sentenceOf(catalogues[locale].megabytes, { size: Math.round((bytes / MEGABYTE) * 10) / 10 }, locale);
}

function placed(text: string, said: Sayable, locale: Locale, nodeName?: (nodeId: string) => string): string {
  const place = said.nodeId === undefined ? undefined : nodeName?.(said.nodeId);
  return place ? sentenceOf(catalogues[locale].at, { place, text }, locale) : text;
}
