import { valueNameSchema, type Field, type ValueType, type Variable } from "@leeway/api";
import type { Json } from "@leeway/engine";
import type { MessageId } from "../messages/catalogue.js";
import { numberOf } from "../ui/number-text.js";

/** What a row's input holds: empty text stands for “nothing yet”, whatever the type. */
export type Cell = string | number | boolean;
export interface ValueRow {
  /** Stays with the row while it is edited. */
  key: string;
  name: string;
  type: ValueType;
  value: Cell;
}
export type Column = "name" | "type" | "value";
/** What is wrong, by `<row key>.<column>`. */
export type RowErrors = ReadonlyMap<string, string>;
export const cellOf = (row: Pick<ValueRow, "key">, column: Column): string => `${row.key}.${column}`;

const asCell = (value: Json | undefined): Cell =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : value === undefined || value === null
      ? ""
      : JSON.stringify(value);

export const rowsOfVariables = (items: readonly Variable[]): ValueRow[] =>
  items.map(({ name, type, value }, index) => ({ key: `s${index}`, name, type, value: asCell(value) }));
export const rowsOfFields = (items: readonly Field[]): ValueRow[] =>
  items.map(({ name, type, default: value }, index) => ({ key: `s${index}`, name, type, value: asCell(value) }));

export const variablesOf = (rows: readonly ValueRow[]): Variable[] =>
  rows.map(({ name, type, value }) => ({ name: name.trim(), type, value: sentOf(type, value) }));
/** A field without a default has none, not an empty one. */
export const fieldsOf = (rows: readonly ValueRow[]): Field[] =>
  rows.map(({ name, type, value }) => ({
    name: name.trim(),
    type,
    ...(sentOf(type, value) !== "" && { default: sentOf(type, value) }),
  }));

/** The value behind what was typed: a number is typed as text, so that nothing of it is lost on the way. */
function sentOf(type: ValueType, value: Cell): Cell {
  if (typeof value !== "string") return value;
  const text = value.trim();
  return type === "number" ? (numberOf(text) ?? text) : text;
}

/** Takes as much of a value over to another type as makes sense there. */
export function toType(value: Cell, type: ValueType): Cell {
  if (type === "boolean") return typeof value === "boolean" ? value : value === "true" || value === 1;
  if (type === "number") return typeof value === "number" ? value : (numberOf(String(value)) ?? "");
  const text = typeof value === "boolean" ? "" : String(value);
  return type === "text" || fits[type](text) ? text : "";
}

const fits: Record<Exclude<ValueType, "text" | "number" | "boolean">, (text: string) => boolean> = {
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)),
  phone: (text) => /^\+?[\d\s()-]+$/.test(text) && text.replace(/\D/g, "").length >= 7,
  email: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text),
  url: (text) => URL.canParse(text),
};

/** What is wrong with the rows before they are sent. `needed`: an empty value is refused, except for a text. */
export function faultsOf(rows: readonly ValueRow[], needed: boolean): ReadonlyMap<string, MessageId> {
  const faults = new Map<string, MessageId>();
  const seen = new Set<string>();
  for (const row of rows) {
    const name = row.name.trim();
    if (name === "") faults.set(cellOf(row, "name"), "field.required");
    else if (!valueNameSchema.safeParse(name).success) faults.set(cellOf(row, "name"), "data.name.rule");
    else if (seen.has(name)) faults.set(cellOf(row, "name"), "data.name.twice");
    seen.add(name);
    const fault = valueFault(row.type, sentOf(row.type, row.value), needed);
    if (fault) faults.set(cellOf(row, "value"), fault);
  }
  return faults;
}

function valueFault(type: ValueType, value: Cell, needed: boolean): MessageId | undefined {
  if (value === "") return needed && type !== "text" ? "field.required" : undefined;
  if (type === "text" || type === "boolean") return undefined;
  if (type === "number") return typeof value === "number" ? undefined : "data.bad.number";
  return fits[type](String(value)) ? undefined : `data.bad.${type}`;
}

/** The server's refusals, `items[3].name`, at the rows that were sent. */
export function placeRefusals(
  rows: readonly ValueRow[],
  refusals: readonly { path: string; message: string }[],
): { placed: RowErrors; rest: string[] } {
  const placed = new Map<string, string>();
  const rest: string[] = [];
  for (const { path, message } of refusals) {
    const found = /^items\[(\d+)\](?:\.(\w+))?/.exec(path);
    const row = found ? rows[Number(found[1])] : undefined;
    if (!row) rest.push(message);
    else placed.set(cellOf(row, columnOf(found?.[2])), message);
  }
  return { placed, rest };
}

function columnOf(name: string | undefined): Column {
  if (name === "type") return "type";
  return name === "value" || name === "default" ? "value" : "name";
}
