import type { Form, ParamDefinition, ParamKind } from "../definition.js";
import { isWhere, missingOps } from "../conditions/where.js";
import { isObject, mapObject, type Json, type JsonObject } from "../json.js";
import { isEmptyValue, type Evaluation } from "./evaluation.js";
import { parseDate } from "./dates.js";
import { isReservedName } from "./field-names.js";
import { sentKind, textOf, type Kind } from "./kinds.js";
import { mailboxesIn } from "./mailboxes.js";

/** What one composite param needs to become its value. */
interface Parts {
  evaluation: Evaluation;
  param: ParamDefinition;
  form: Form | undefined;
  /** See `Kind`. */
  sent: boolean;
}
type Resolve = (parts: Parts, raw: Json, path: string) => Json | undefined;

/** Params that are made of several values. The others are one value each (see kinds.ts). */
export const composites: Partial<Record<ParamKind, Resolve>> = {
  json: ({ evaluation }, raw, path) => evaluation.deep(raw, path),
  keyValues: resolveKeyValues,
  fields: resolveFields,
  list: resolveList,
  dateRange: resolveDateRange,
  where: ({ evaluation }, raw, path) => checkedWhere(evaluation, resolveWhere(evaluation, raw, path), path),
  cases: resolveCases,
  rows: resolveRows,
  customFields: resolveCustomFields,
};

const wrong = ({ evaluation, param }: Parts, value: Json, path: string): null =>
  evaluation.fail("param.type", path, { value: textOf(value).slice(0, 200), expected: param.kind });

function resolveKeyValues(parts: Parts, raw: Json, path: string): Json | undefined {
  const value = parts.evaluation.deep(raw, path);
  if (isEmptyValue(value)) return undefined;
  if (!isObject(value)) return wrong(parts, value, path);
  const pairs = Object.entries(value).filter(([, one]) => one !== null);
  const odd = parts.sent ? pairs.find(([, one]) => typeof one === "object") : undefined;
  if (odd)
    return parts.evaluation.fail("param.type", `${path}.${odd[0]}`, {
      value: textOf(odd[1]).slice(0, 200),
      expected: "text",
    });
  return parts.sent && pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function resolveFields(parts: Parts, raw: Json, path: string): Json | undefined {
  const { evaluation } = parts;
  const list = evaluation.deep(raw, path);
  if (isEmptyValue(list)) return undefined;
  if (!Array.isArray(list)) return wrong(parts, list, path);
  return list.map((entry, index): Json => {
    if (!isObject(entry)) return wrong(parts, entry, `${path}[${index}]`);
    const name = textOf(entry.name ?? null);
    if (name === "") return evaluation.fail("param.required", `${path}[${index}].name`);
    if (isReservedName(name))
      return evaluation.fail("param.format", `${path}[${index}].name`, { value: name, expected: "fieldName" });
    return { name, value: entry.value ?? null };
  });
}

/**
 * One value is a list of one; ids in one text may be separated by commas, and names too. Entries without a value are left
 * out, and with them a list that would be sent empty.
 */
function resolveList({ evaluation, param, sent }: Parts, raw: Json, path: string): Json | undefined {
  const value = evaluation.deep(raw, path);
  if (isEmptyValue(value)) return undefined;
  const separator = param.byName ? /[,\n]+/ : /[\s,]+/;
  const split = param.idKind && typeof value === "string";
  const entries = Array.isArray(value) ? value : split ? value.split(separator) : [value];
  if (sent && entries.length > MOST_SENT) return counted(evaluation, param, entries, path);
  const kind = entryKind(param, sent);
  const list = entries.flatMap((entry, index): Json[] => {
    if (isEmptyValue(entry) || (split && textOf(entry).trim() === "")) return [];
    if (param.holds === "mailboxes") return mailboxesIn(textOf(entry));
    if (!param.idKind && !sent) return [entry];
    return [evaluation.read(kind, entry, `${path}[${index}]`) ?? null];
  });
  return sent || param.maxItems !== undefined ? counted(evaluation, param, list, path) : list;
}

/** What each entry of a list is. */
export function entryKind({ idKind, byName, options, maxLength }: ParamDefinition, sent: boolean): Kind {
  if (idKind) return { kind: "id", idKind, byName };
  return options ? { kind: "choice", options } : { kind: "text", maxLength, sent };
}

/** As many as the service takes; none are nothing. */
function counted(evaluation: Evaluation, param: ParamDefinition, list: Json[], path: string): Json | undefined {
  const { maxItems = MOST_SENT } = param;
  if (list.length > maxItems) return evaluation.fail("param.tooMany", path, { count: list.length, limit: maxItems });
  return list.length > 0 ? list : undefined;
}

/** Entries of one param. */
const MOST_SENT = 10_000;

/** Each row with its columns; what has no column is not sent, and neither is a row without any value. */
function resolveRows(parts: Parts, raw: Json, path: string): Json | undefined {
  const { evaluation, param, sent } = parts;
  const value = evaluation.deep(raw, path);
  if (isEmptyValue(value)) return undefined;
  const rows = Array.isArray(value) ? value : isObject(value) ? [value] : undefined;
  if (!rows) return wrong(parts, value, path);
  if (rows.length > MOST_SENT) return counted(evaluation, param, rows, path);
  const list = rows.flatMap((row, index): Json[] => {
    const here = `${path}[${index}]`;
    if (isEmptyValue(row)) return [];
    if (!isObject(row)) return [wrong(parts, row, here)];
    const cells = (param.columns ?? []).map((column): [ParamDefinition, Json] => [
      column,
      (Object.hasOwn(row, column.name) ? row[column.name] : null) ?? null,
    ]);
    if (cells.every(([, cell]) => isEmptyValue(cell))) return [];
    const entries = cells.flatMap(([column, cell]): [string, Json][] => {
      const at = `${here}.${column.name}`;
      const one = isEmptyValue(cell) ? (column.default ?? null) : cell;
      const read = evaluation.read(sent ? sentKind(column) : column, one, at);
      if (read === undefined && column.required) evaluation.fail("param.required", at);
      return read === undefined ? [] : [[column.name, read]];
    });
    return [Object.fromEntries(entries)];
  });
  return counted(evaluation, param, list, path);
}

/** Custom fields of a person: one value each, a phone or an email where the field is one, and a date in UTC like all that are sent. */
function resolveCustomFields(parts: Parts, raw: Json, path: string): Json | undefined {
  const { evaluation, param } = parts;
  const list = evaluation.deep(raw, path);
  if (isEmptyValue(list)) return undefined;
  if (!Array.isArray(list)) return wrong(parts, list, path);
  if (list.length > MOST_SENT) return counted(evaluation, param, list, path);
  const fields = list.flatMap((entry, index): Json[] => {
    const here = `${path}[${index}]`;
    if (!isObject(entry)) return [wrong(parts, entry, here)];
    const name = textOf(entry.name ?? null).trim();
    if (name === "") return [evaluation.fail("param.required", `${here}.name`)];
    if (isReservedName(name) || name.length > LONGEST_FIELD_NAME)
      return [evaluation.fail("param.format", `${here}.name`, { value: name.slice(0, 200), expected: "fieldName" })];
    const type = typeof entry.type === "string" && entry.type.trim() !== "" ? entry.type.trim().slice(0, 64) : "TEXT";
    const kind = fieldKinds[type.toUpperCase()] ?? "text";
    // A day alone has no time that a zone could move: a birthday would become the evening before.
    const isDay = typeof entry.value === "string" && /^\s*\d{4}-\d\d-\d\d\s*$/.test(entry.value);
    const form = kind === "dateTime" && !isDay ? "isoUtc" : undefined;
    const value = evaluation.read({ kind, sent: true }, entry.value ?? null, `${here}.value`, form);
    return value === undefined ? [] : [{ type, name, value }];
  });
  return counted(evaluation, param, fields, path);
}

const LONGEST_FIELD_NAME = 100;
/** What the value of a custom field of this type is; of any other it is a text. */
export const fieldKinds: Partial<Record<string, ParamKind>> = {
  PHONE: "phone",
  EMAIL: "email",
  NUMBER: "number",
  BOOLEAN: "boolean",
  DATE: "dateTime",
  URL: "url",
};

/** An end that is not given is the default's. */
function resolveDateRange(parts: Parts, raw: Json, path: string): Json | undefined {
  const { evaluation, param, form } = parts;
  const value = evaluation.deep(raw, path);
  if (isEmptyValue(value)) return undefined;
  if (!isObject(value)) return wrong(parts, value, path);
  const range: JsonObject = {};
  for (const end of ["from", "to"]) {
    const own = value[end] ?? null;
    const given =
      isEmptyValue(own) && isObject(param.default) ? evaluation.deep(param.default[end] ?? null, path) : own;
    const date = evaluation.read({ kind: "dateTime" }, given, `${path}.${end}`, form);
    if (date !== undefined) range[end] = date;
  }
  const { scope } = evaluation;
  const [from, to] = [range.from, range.to].map((one) => parseDate(one ?? null, form ? "UTC" : scope.timezone));
  if (from !== undefined && to !== undefined && from > to)
    return evaluation.fail("param.rangeOrder", path, { from: range.from ?? null, to: range.to ?? null });
  return Object.keys(range).length > 0 ? range : undefined;
}

/** Values of a condition and what they are compared to; words and operators stay as they are. */
function resolveWhere(evaluation: Evaluation, raw: Json, path: string): Json {
  if (!isObject(raw)) return raw;
  if (raw.op === undefined)
    return mapObject(raw, (entries, key) =>
      Array.isArray(entries)
        ? entries.map((entry, index) => resolveWhere(evaluation, entry, `${path}.${key}[${index}]`))
        : entries,
    );
  const missing = typeof raw.op === "string" && missingOps.has(raw.op) ? null : undefined;
  const value = evaluation.deep(raw.value ?? null, `${path}.value`, missing);
  if (raw.to === undefined) return { op: raw.op, value };
  return { op: raw.op, value, to: evaluation.deep(raw.to, `${path}.to`) };
}

function checkedWhere(evaluation: Evaluation, where: Json, path: string): Json {
  if (evaluation.error || isWhere(where)) return where;
  return evaluation.fail("param.format", path, { value: textOf(where).slice(0, 200), expected: "where" });
}

function resolveCases(parts: Parts, raw: Json, path: string): Json | undefined {
  if (isEmptyValue(raw)) return undefined;
  if (!Array.isArray(raw)) return wrong(parts, raw, path);
  return raw.map((entry, index): Json => {
    const here = `${path}[${index}]`;
    if (!isObject(entry)) return wrong(parts, entry, here);
    if (typeof entry.id !== "string" || entry.id === "") return parts.evaluation.fail("param.required", `${here}.id`);
    const where = resolveWhere(parts.evaluation, entry.where ?? null, `${here}.where`);
    return { id: entry.id, where: checkedWhere(parts.evaluation, where, `${here}.where`) };
  });
}
