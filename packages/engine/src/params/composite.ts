import type { ParamDefinition, ParamKind } from "../definition.js";
import { missingOps, whereSchema } from "../conditions/where.js";
import { isObject, type Json, type JsonObject } from "../json.js";
import { isEmptyValue, type Evaluation } from "./evaluation.js";
import { isReservedName } from "./field-names.js";
import { textOf, type Form } from "./kinds.js";

/** What one composite param needs to become its value. */
interface Parts {
  evaluation: Evaluation;
  param: ParamDefinition;
  form: Form | undefined;
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
};

const wrong = ({ evaluation, param }: Parts, value: Json, path: string): null =>
  evaluation.fail("param.type", path, { value: textOf(value).slice(0, 200), expected: param.kind });

function resolveKeyValues(parts: Parts, raw: Json, path: string): Json | undefined {
  const value = parts.evaluation.deep(raw, path);
  if (isEmptyValue(value)) return undefined;
  if (!isObject(value)) return wrong(parts, value, path);
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null));
}

function resolveFields(parts: Parts, raw: Json, path: string): Json | undefined {
  const { evaluation } = parts;
  const list = evaluation.deep(raw, path);
  if (isEmptyValue(list)) return undefined;
  if (!Array.isArray(list)) return wrong(parts, list, path);
  return list.map((entry, index): Json => {
    const here = `${path}[${index}]`;
    if (!isObject(entry)) return wrong(parts, entry, here);
    const name = textOf(entry.name ?? null);
    if (name === "") return evaluation.fail("param.required", `${here}.name`);
    if (isReservedName(name))
      return evaluation.fail("param.format", `${here}.name`, { value: name, expected: "fieldName" });
    return { name, value: entry.value ?? null };
  });
}

/** One value is a list of one; ids in one text may be separated by commas. Entries without a value are left out. */
function resolveList({ evaluation, param }: Parts, raw: Json, path: string): Json | undefined {
  const value = evaluation.deep(raw, path);
  if (isEmptyValue(value)) return undefined;
  const split = param.idKind && typeof value === "string";
  const entries = Array.isArray(value) ? value : split ? value.split(/[\s,]+/) : [value];
  return entries.flatMap((entry, index): Json[] => {
    if (isEmptyValue(entry)) return [];
    if (!param.idKind) return [entry];
    return [evaluation.read({ kind: "id", idKind: param.idKind }, entry, `${path}[${index}]`) ?? null];
  });
}

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
  return Object.keys(range).length > 0 ? range : undefined;
}

/** Values of a condition and what they are compared to; words and operators stay as they are. */
function resolveWhere(evaluation: Evaluation, raw: Json, path: string): Json {
  if (!isObject(raw)) return raw;
  if (raw.op === undefined)
    return Object.fromEntries(
      Object.entries(raw).map(([key, entries]) => [
        key,
        Array.isArray(entries)
          ? entries.map((entry, index) => resolveWhere(evaluation, entry, `${path}.${key}[${index}]`))
          : entries,
      ]),
    );
  const missing = typeof raw.op === "string" && missingOps.has(raw.op) ? { value: null } : {};
  return {
    op: raw.op,
    value: evaluation.deep(raw.value ?? null, `${path}.value`, missing.value),
    ...(raw.to !== undefined && { to: evaluation.deep(raw.to, `${path}.to`) }),
  };
}

function checkedWhere(evaluation: Evaluation, where: Json, path: string): Json {
  if (evaluation.error || whereSchema.safeParse(where).success) return where;
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
