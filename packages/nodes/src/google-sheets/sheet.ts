import { isObject, type Json, type JsonObject } from "@leeway/engine";
import { textOf } from "../words.js";

/** The id in a pasted link, or the id itself (https://developers.google.com/workspace/sheets/api/guides/concepts). */
export function spreadsheetIdIn(text: string): string | undefined {
  const given = text.trim();
  const linked = /\/spreadsheets\/(?:u\/\d+\/)?d\/([\w-]{20,})/.exec(given)?.[1];
  return linked ?? (/^[\w-]{20,}$/.test(given) ? given : undefined);
}

/** 0 → A, 25 → Z, 26 → AA. */
export function letterOf(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letterOf(rest - 1) : "") + String.fromCharCode(65 + (index % 26));
}

/** A range in A1 notation; the sheet's name always in quotation marks, which is allowed for every name. */
export const rangeOf = (sheet: string, cells?: string): string =>
  `'${sheet.replaceAll("'", "''")}'${cells === undefined ? "" : `!${cells}`}`;

export interface Column {
  name: string;
  index: number;
}

/** The columns that have a name. */
export function columnsOf(header: readonly Json[]): Column[] {
  return header.flatMap((cell, index) => {
    const name = textOf(cell).trim();
    return name === "" ? [] : [{ name, index }];
  });
}

/** As people compare names: without regard to case and surrounding blanks. */
const plain = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ").toLowerCase();

/** The column of this name; of several the first. */
export function columnOf(columns: readonly Column[], name: string): Column | undefined {
  return columns.find((one) => one.name === name) ?? columns.find((one) => plain(one.name) === plain(name));
}

/** Whether a cell holds this value: numbers as numbers, everything else as text. */
export const holds = (cell: Json | undefined, wanted: string): boolean => plain(textOf(cell)) === plain(wanted);

/** A value as a cell takes it: lists and objects are JSON. */
export const cellOf = (value: Json): Json =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : value;

/** The rows of a ValueRange (https://developers.google.com/workspace/sheets/api/reference/rest/v4/spreadsheets.values#ValueRange). */
export function rowsOf(answer: JsonObject): Json[][] {
  const { values } = answer;
  return Array.isArray(values) ? values.map((row) => (Array.isArray(row) ? row : [])) : [];
}

/** A row by the names of its columns; a name that comes twice has its number behind it. */
export function namedRow(columns: readonly Column[], row: readonly Json[]): JsonObject {
  const named: JsonObject = {};
  for (const { name, index } of columns) {
    let key = name;
    for (let number = 2; Object.hasOwn(named, key); number++) key = `${name} ${number}`;
    named[key] = row[index] ?? "";
  }
  return named;
}

/** The number of the first row of a range in an answer, e.g. 42 of `Orders!A42:D42`. */
export function rowIn(range: Json | undefined): number | undefined {
  const digits = /![A-Z]*(\d+)/.exec(textOf(range))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** What is to be written, as names and values. */
export const pairsOf = (values: Json | undefined): [string, Json][] =>
  values !== undefined && isObject(values) ? Object.entries(values) : [];
