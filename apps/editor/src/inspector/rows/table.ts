import { isObject, type Json, type JsonObject, type ParamDefinition } from "@leeway/engine";

/** Rows as the document has them; what is no list has none, what is no row is an empty one. */
export const rowsOf = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value) ? value.map((row) => (isObject(row) ? row : {})) : [];

/** A row with one cell changed; an emptied cell is taken out. */
export function withCell(row: JsonObject, column: string, value: Json | undefined): JsonObject {
  const { [column]: _old, ...rest } = row;
  return value === undefined ? rest : { ...rest, [column]: value };
}

/** Rows with two of them changed over; a place outside changes nothing. */
export function moved<Row>(rows: readonly Row[], from: number, to: number): Row[] {
  const next = [...rows];
  const [a, b] = [next[from], next[to]];
  if (a === undefined || b === undefined) return next;
  next[from] = b;
  next[to] = a;
  return next;
}

/** A column as the param of one cell: its name is the cell's place, by which problems are told. */
export function cellParam(rows: string, index: number, column: ParamDefinition): ParamDefinition {
  const { optionsFrom: _lists, ...rest } = column;
  return { ...rest, name: `${rows}[${index}].${column.name}` };
}
