import { entriesOf, isGroup, isObject, isTemplate, loneOps, ownOf, rulesOf, whereSchema } from "@leeway/engine";
import type {
  Json,
  JsonObject,
  Locale,
  NodeDefinition,
  ParamDefinition,
  ScheduleRule,
  Text,
  Where,
  WhereOp,
  WorkflowNode,
} from "@leeway/engine";
import { labelIn } from "../document/labels.js";
import { optionWords } from "../document/option-words.js";
import { momentAsWritten } from "../document/written-moment.js";
import { shownParams } from "../inspector/shown.js";
import { piecesOf, sourcesOf, type Source } from "../document/references.js";

/** A piece of a card's one line. Words are said by the view, in the reader's language. */
export type Part =
  | { kind: "text"; text: string }
  /** A value that comes from elsewhere; `whole`: it is all there is, so the source is named and not only the property. */
  | { kind: "source"; source: Source; whole: boolean }
  | { kind: "or" }
  | { kind: "yes" | "no" }
  /** A param that must still be filled in. */
  | { kind: "missing"; title: Text }
  | { kind: "op"; op: WhereOp }
  | { kind: "more"; count: number }
  | { kind: "entries"; count: number }
  | { kind: "schedule"; rules: ScheduleRule[] };

const LONGEST = 120;

/** The definition's pattern with the node's params in it; without a pattern, the summary. */
export function lineParts(
  definition: NodeDefinition,
  { params, labels }: Pick<WorkflowNode, "params" | "labels">,
  locale: Locale,
): readonly Part[] {
  const pattern = definition.line?.[locale] ?? definition.line?.en;
  if (pattern === undefined) return [text(definition.summary[locale])];
  const shown = shownParams(definition, params);
  const given = Object.fromEntries(shown.map((param) => [param.name, params[param.name] ?? param.default ?? null]));
  const parts: Part[] = [];
  for (const [index, piece] of pattern.split(/\{([^{}]+)\}/).entries()) {
    if (index % 2 === 0) {
      if (piece !== "") parts.push(text(piece));
      continue;
    }
    const param = shown.find(({ name }) => name === piece);
    if (param) parts.push(...valueParts(param, given, locale, labels && { labels }));
  }
  return parts.slice(0, parts.findLastIndex((part) => part.kind !== "text" || !pointing.test(part.text)) + 1);
}

/** What leads to a value; where none follows it goes with it. */
const pointing = /^[\s:→,–—]*$/u;

function valueParts(
  param: ParamDefinition,
  given: JsonObject,
  locale: Locale,
  named: Pick<WorkflowNode, "labels"> | undefined,
): Part[] {
  const value = ownOf(given, param.name);
  if (isEmpty(value)) return param.required ? [{ kind: "missing", title: param.title }] : [];
  if (param.kind === "where") return whereParts(value ?? null, param);
  if (param.kind === "schedule") return [{ kind: "schedule", rules: rulesOf(value) }];
  const option = optionWords(param, value, given, locale);
  if (option !== undefined) return [text(option)];
  const moment = param.kind === "dateTime" ? momentAsWritten(value, locale) : undefined;
  if (moment !== undefined) return [text(moment)];
  const label = labelIn(named, param.name, value);
  if (label !== undefined) return [text(label)];
  if ((param.kind === "fields" || param.kind === "customFields") && Array.isArray(value))
    return namesOf(value.map(nameOf));
  if (param.kind === "list" && Array.isArray(value)) return listParts(param, value, locale, named);
  if (param.kind === "keyValues" && isObject(value)) return namesOf(Object.keys(value));
  return scalarParts(value ?? null, param.kind === "id");
}

/** A few entries by name; of ids without one only the count says something. */
function listParts(
  param: ParamDefinition,
  entries: Json[],
  locale: Locale,
  named: Pick<WorkflowNode, "labels"> | undefined,
): Part[] {
  const titled = (value: Json) => param.options?.find((one) => one.value === value)?.title[locale];
  const names = entries.map(
    (one) => labelIn(named, param.name, one) ?? titled(one) ?? (param.idKind ? "" : nameOf(one)),
  );
  if (names.some((name) => name === "" || isTemplate(name))) return [{ kind: "entries", count: entries.length }];
  return namesOf(names);
}

function scalarParts(value: Json, id = false): Part[] {
  if (typeof value === "string") return templateParts(value, id);
  if (typeof value === "boolean") return [{ kind: value ? "yes" : "no" }];
  if (value !== null && typeof value === "object")
    return [{ kind: "entries", count: Array.isArray(value) ? value.length : Object.keys(value).length }];
  return [text(String(value))];
}

function templateParts(value: string, id: boolean): Part[] {
  const pieces = piecesOf(value.trim());
  const whole = pieces.length === 1;
  let left = LONGEST;
  return pieces.flatMap(({ literal, expression }): Part[] => {
    if (left <= 0) return [];
    if (literal !== undefined) {
      const shown = literal.slice(0, left).replace(/\s+/g, " ");
      left -= shown.length;
      return [text(id && whole ? shortened(shown) : shown)];
    }
    left -= 12;
    return expressionParts(expression ?? "", whole);
  });
}

function expressionParts(expression: string, whole: boolean): Part[] {
  const sources = sourcesOf(expression);
  if (sources.length === 0) return [text(expression.trim().replace(/^["']|["']$/g, ""))];
  const shown = whole ? sources.slice(0, 2) : sources.slice(0, 1);
  return shown.flatMap((source, index): Part[] => [
    ...(index > 0 ? [{ kind: "or" } as const] : []),
    { kind: "source", source: shown.length > 1 ? { ...source, path: source.path.slice(0, 1) } : source, whole },
  ]);
}

function whereParts(value: Json, param: ParamDefinition): Part[] {
  const { success, data } = whereSchema.safeParse(value);
  const first = success ? firstOf(data) : undefined;
  if (!success || !first) return [{ kind: "missing", title: param.title }];
  const more = countOf(data) - 1;
  return [
    ...scalarParts(first.value),
    text(" "),
    { kind: "op", op: first.op },
    ...(loneOps.has(first.op) || first.to === undefined ? [] : [text(" "), ...scalarParts(first.to)]),
    ...(more > 0 ? ([text(" "), { kind: "more", count: more }] as Part[]) : []),
  ];
}

function firstOf(where: Where): { value: Json; op: WhereOp; to?: Json | undefined } | undefined {
  for (const entry of entriesOf(where)) {
    const found = isGroup(entry) ? firstOf(entry) : entry;
    if (found) return found;
  }
  return undefined;
}
const countOf = (where: Where): number =>
  entriesOf(where).reduce((count, entry) => count + (isGroup(entry) ? countOf(entry) : 1), 0);

function namesOf(names: string[]): Part[] {
  const shown = names.filter(Boolean).slice(0, 3);
  const more = names.length - shown.length;
  return [text(shown.join(", ")), ...(more > 0 ? ([text(" "), { kind: "more", count: more }] as Part[]) : [])];
}

function nameOf(entry: Json): string {
  const name = entry !== null && typeof entry === "object" && !Array.isArray(entry) ? entry["name"] : entry;
  return typeof name === "string" || typeof name === "number" ? String(name) : "";
}

/** Ids are long and say nothing: the ends are enough to tell two apart. */
const shortened = (id: string) => (id.length > 14 && !id.includes(" ") ? `${id.slice(0, 4)}…${id.slice(-4)}` : id);

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

const text = (value: string): Part => ({ kind: "text", text: value });
