import type { ParamDefinition } from "../../definition.js";
import { isObject, type Json, type JsonObject } from "../../json.js";
import { isEntry } from "../../params/entries.js";
import { isEmptyValue } from "../../params/evaluation.js";
import { readKind, textOf } from "../../params/kinds.js";
import { isShown } from "../../params/visible.js";
import type { Say } from "./report.js";

interface Place {
  nodeId: string;
  param: string;
}
interface Around {
  say: Say;
  zone: string;
}

/** What is taken as it is written has to be right as it is written. */
export function checkLiteral(param: ParamDefinition, raw: Json, at: Place, around: Around): void {
  const { say, zone } = around;
  const read = readKind(param, raw, zone);
  if (!read.ok) return say(read.refusal.code, at, read.refusal.values);
  const { entries, columns, maxItems } = param;
  if (!entries && !columns) return;
  if (entries && param.kind !== "list") return checkEntry(param, raw, at, around);
  if (!Array.isArray(raw)) return wrong(param, raw, at, around);
  if (maxItems !== undefined && raw.length > maxItems) say("param.tooMany", at, { count: raw.length, limit: maxItems });
  const seen: Seen = new Map();
  raw.forEach((entry, index) => {
    const here = { ...at, param: `${at.param}[${index}]` };
    if (!columns) checkEntry(param, entry, here, around);
    else if (isObject(entry)) checkRow(columns, entry, here, around, seen);
    else wrong(param, entry, here, around);
  });
}

/** What stands in the columns in which no two rows may have the same. */
type Seen = Map<string, Set<string>>;

function checkRow(columns: ParamDefinition[], row: JsonObject, at: Place, around: Around, seen: Seen): void {
  const cellOf = ({ name, default: usual }: ParamDefinition) =>
    (Object.hasOwn(row, name) ? row[name] : undefined) ?? usual;
  for (const column of columns) {
    if (isShown({ params: columns }, column, cellOf, undefined) !== true) continue;
    const here = { ...at, param: `${at.param}.${column.name}` };
    const cell = cellOf(column) ?? null;
    if (isEmptyValue(cell)) {
      if (column.required) around.say("param.required", here);
      continue;
    }
    checkLiteral(column, cell, here, around);
    if (column.unique) checkTwice(column, textOf(cell).trim(), here, around, seen);
  }
}

function checkTwice({ name }: ParamDefinition, text: string, at: Place, { say }: Around, seen: Seen): void {
  const others = seen.get(name) ?? new Set();
  if (others.has(text)) say("param.duplicateName", at, { name: text });
  seen.set(name, others.add(text));
}

function checkEntry({ entries }: ParamDefinition, entry: Json, at: Place, { say }: Around): void {
  if (!entries || (typeof entry === "string" && isEntry(entries, entry))) return;
  say("param.format", at, { value: textOf(entry).slice(0, 200), expected: entries });
}

function wrong({ kind }: ParamDefinition, raw: Json, at: Place, { say }: Around): void {
  say("param.type", at, { value: textOf(raw).slice(0, 200), expected: kind });
}
