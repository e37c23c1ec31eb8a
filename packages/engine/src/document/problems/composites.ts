import { entriesOf, isGroup, whereSchema, type Where } from "../../conditions/where.js";
import type { ParamKind } from "../../definition.js";
import { isTemplate } from "../../expressions/template.js";
import { isObject, type Json, type JsonObject } from "../../json.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { isReservedName } from "../../params/field-names.js";
import { textOf } from "../../params/kinds.js";
import { checkText, checkTexts } from "./expressions.js";
import { isGoodId } from "./names.js";
import { checkOne, type ParamPlace } from "./one-value.js";

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
  dateRange: (place, raw, path) => {
    if (isWhole(place, raw, path)) return;
    if (!isObject(raw)) return wrong(place, raw, path);
    for (const end of ["from", "to"]) checkOne(place, { kind: "dateTime" }, raw[end] ?? null, `${path}.${end}`);
  },
  where: checkWhere,
  cases: checkCases,
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

function checkList(place: ParamPlace, raw: Json, path: string): void {
  const { idKind } = place.param;
  if (!idKind) return checkTexts(place.survey, place, raw, path);
  const entries = Array.isArray(raw) ? raw : [raw];
  entries.forEach((entry, index) => {
    const here = Array.isArray(raw) ? `${path}[${index}]` : path;
    const split = !Array.isArray(raw) && typeof entry === "string" && !isTemplate(entry);
    for (const one of split ? entry.split(/[\s,]+/) : [entry]) checkOne(place, { kind: "id", idKind }, one, here);
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
