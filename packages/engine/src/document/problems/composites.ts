import { entriesOf, isGroup, whereSchema, type Where } from "../../conditions/where.js";
import type { ParamKind } from "../../definition.js";
import { isTemplate } from "../../expressions/template.js";
import { isObject, type Json, type JsonObject } from "../../json.js";
import { entryKind, fieldKinds } from "../../params/composite.js";
import { parseDate } from "../../params/dates.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { isReservedName } from "../../params/field-names.js";
import { textOf } from "../../params/kinds.js";
import { mailboxesIn } from "../../params/mailboxes.js";
import { checkText, checkTexts } from "./expressions.js";
import { isGoodId } from "./names.js";
import { checkOne } from "./one-value.js";
import type { ParamPlace } from "./param-place.js";
import { checkSchedule } from "./schedules.js";

type Check = (place: ParamPlace, raw: Json, path: string) => void;

/** Checks of params that are made of several values. */
export const composites: Partial<Record<ParamKind, Check>> = {
  json: (place, raw, path) => checkTexts(place.survey, place, raw, path),
  keyValues: (place, raw, path) => {
    if (isWhole(place, raw, path)) return;
    if (isObject(raw)) checkTexts(place.survey, place, raw, path);
    else wrong(place, raw, path);
  },
  fields: checkFields,
  list: checkList,
  dateRange: checkRange,
  where: checkWhere,
  cases: checkCases,
  rows: checkRows,
  customFields: checkCustomFields,
  schedule: checkSchedule,
};

/** The whole param is one template: what it will be is not known yet. */
function isWhole(place: ParamPlace, raw: Json, path: string): boolean {
  if (typeof raw !== "string" || !isTemplate(raw)) return false;
  checkText(place.survey, place, raw, path);
  return true;
}

function wrong({ say, nodeId, param }: ParamPlace, raw: Json, path: string): void {
  say("param.type", { nodeId, param: path }, { value: textOf(raw).slice(0, 200), expected: param.kind });
}

function checkFields(place: ParamPlace, raw: Json, path: string): void {
  if (isWhole(place, raw, path)) return;
  if (!Array.isArray(raw)) return wrong(place, raw, path);
  const seen = new Set<string>();
  raw.forEach((entry, index) => {
    const here = `${path}[${index}]`;
    if (!isObject(entry)) return wrong(place, entry, here);
    const name = textOf(entry.name ?? null);
    const at = { nodeId: place.nodeId, param: `${here}.name` };
    if (name === "") place.say("param.required", at);
    else if (isReservedName(name)) place.say("param.format", at, { value: name, expected: "fieldName" });
    else if (seen.has(name) && !isTemplate(name)) place.say("param.duplicateName", at, { name });
    seen.add(name);
    checkTexts(place.survey, place, entry, here);
  });
}

function checkRange(place: ParamPlace, raw: Json, path: string): void {
  if (isWhole(place, raw, path)) return;
  if (!isObject(raw)) return wrong(place, raw, path);
  for (const end of ["from", "to"]) checkOne(place, { kind: "dateTime" }, raw[end] ?? null, `${path}.${end}`);
  const [from, to] = [raw.from ?? null, raw.to ?? null].map((one) => parseDate(one, place.zone));
  if (from !== undefined && to !== undefined && from > to)
    place.say(
      "param.rangeOrder",
      { nodeId: place.nodeId, param: path },
      { from: textOf(raw.from ?? null), to: textOf(raw.to ?? null) },
    );
}

function checkList(place: ParamPlace, raw: Json, path: string): void {
  const { idKind, byName, options } = place.param;
  if (!idKind && !options) checkTexts(place.survey, place, raw, path);
  const entries = Array.isArray(raw) ? raw : [raw];
  checkCount(place, entries, path);
  if (!idKind && !options) return;
  entries.forEach((entry, index) => {
    const here = Array.isArray(raw) ? `${path}[${index}]` : path;
    const split = !Array.isArray(raw) && idKind && typeof entry === "string" && !isTemplate(entry);
    for (const one of split ? entry.split(byName ? /[,\n]+/ : /[\s,]+/) : [entry])
      checkOne(place, entryKind(place.param, false), one, here);
  });
}

function checkCount({ say, nodeId, param }: ParamPlace, entries: readonly Json[], path: string): void {
  const { maxItems, holds } = param;
  // What a template gives is counted in the run.
  const several = (entry: Json) => holds === "mailboxes" && typeof entry === "string" && !isTemplate(entry);
  const count = entries.reduce<number>(
    (sum, entry) => sum + (several(entry) ? mailboxesIn(textOf(entry)).length : 1),
    0,
  );
  if (maxItems !== undefined && count > maxItems)
    say("param.tooMany", { nodeId, param: path }, { count, limit: maxItems });
}

function checkRows(place: ParamPlace, raw: Json, path: string): void {
  if (isWhole(place, raw, path)) return;
  if (!Array.isArray(raw)) return wrong(place, raw, path);
  checkCount(place, raw, path);
  raw.forEach((row, index) => {
    const here = `${path}[${index}]`;
    if (typeof row === "string" && isTemplate(row)) return checkText(place.survey, place, row, here);
    if (!isObject(row)) return wrong(place, row, here);
    for (const column of place.param.columns ?? []) {
      const cell = (Object.hasOwn(row, column.name) ? row[column.name] : null) ?? null;
      const at = `${here}.${column.name}`;
      if (isEmptyValue(cell) && column.required && isEmptyValue(column.default))
        place.say("param.required", { nodeId: place.nodeId, param: at });
      else checkOne({ ...place, param: column }, column, cell, at);
    }
  });
}

function checkCustomFields(place: ParamPlace, raw: Json, path: string): void {
  if (isWhole(place, raw, path)) return;
  if (!Array.isArray(raw)) return wrong(place, raw, path);
  checkCount(place, raw, path);
  checkFields(place, raw, path);
  raw.forEach((entry, index) => {
    if (!isObject(entry) || isEmptyValue(entry.value) || typeof entry.type !== "string") return;
    const kind = fieldKinds[entry.type.toUpperCase()];
    if (kind && !(typeof entry.value === "string" && isTemplate(entry.value)))
      checkOne(place, { kind }, entry.value ?? null, `${path}[${index}].value`);
  });
}

function checkWhere(place: ParamPlace, raw: Json, path: string): void {
  const parsed = whereSchema.safeParse(raw);
  if (parsed.success) return checkGroup(place, parsed.data, path);
  const values = { value: textOf(raw).slice(0, 200), expected: "where" };
  place.say("param.format", { nodeId: place.nodeId, param: path }, values);
}

function checkGroup(place: ParamPlace, group: Where, path: string): void {
  const entries = entriesOf(group);
  if (entries.length === 0) place.say("where.empty", { nodeId: place.nodeId, param: path });
  entries.forEach((entry, index) => {
    const here = `${path}.${"all" in group ? "all" : "any"}[${index}]`;
    if (isGroup(entry)) return checkGroup(place, entry, here);
    checkTexts(place.survey, place, entry.value, `${here}.value`);
    if (entry.to !== undefined) checkTexts(place.survey, place, entry.to, `${here}.to`);
  });
}

/** Ids of cases are ports, next to those the node has anyway. */
function checkCases(place: ParamPlace, raw: Json, path: string): void {
  if (!Array.isArray(raw)) return wrong(place, raw, path);
  const seen = new Set<string>();
  raw.forEach((entry, index) => {
    const here = `${path}[${index}]`;
    if (!isObject(entry)) return wrong(place, entry, here);
    checkCaseId(place, entry, here, seen);
    if (isEmptyValue(entry.where)) place.say("where.empty", { nodeId: place.nodeId, param: `${here}.where` });
    else checkWhere(place, entry.where, `${here}.where`);
  });
}

function checkCaseId(place: ParamPlace, entry: JsonObject, path: string, seen: Set<string>): void {
  const id = textOf(entry.id ?? null);
  const at = { nodeId: place.nodeId, param: `${path}.id` };
  const ports = place.survey.plan.nodes.get(place.nodeId)?.definition?.ports ?? [];
  const taken = id === "error" || ports.some((port) => port.id === id);
  if (taken || typeof entry.id !== "string" || !isGoodId(id)) place.say("cases.badId", at, { id });
  else if (seen.has(id)) place.say("cases.duplicateId", at, { id });
  seen.add(id);
}
