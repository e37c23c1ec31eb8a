import { isObject, type Json, type JsonObject } from "@leeway/engine";

/** A row of a table with names and values. */
export interface Pair {
  name: string;
  value: Json;
}

const nameIn = (value: Json | undefined) =>
  typeof value === "string" ? value : value === undefined || value === null ? "" : JSON.stringify(value);

/** `{ key: value }` as rows. */
export const pairsOf = (value: Json | undefined): Pair[] =>
  isObject(value) ? Object.entries(value).map(([name, one]) => ({ name, value: one })) : [];

/** Rows as `{ key: value }`: one without a name is no entry yet, of two with the same name the later one counts. */
export function recordOf(rows: readonly Pair[]): Json | undefined {
  const named = rows.filter(({ name }) => name.trim() !== "");
  if (named.length === 0) return undefined;
  const record: JsonObject = {};
  // `__proto__` is a name like any other, and must not be set as a property would be.
  for (const { name, value } of named)
    Object.defineProperty(record, name.trim(), { value, enumerable: true, configurable: true, writable: true });
  return record;
}

/** A name that stands in two rows. */
export function twice(rows: readonly Pair[]): string | undefined {
  const names = rows.map(({ name }) => name.trim()).filter((name) => name !== "");
  return names.find((name, index) => names.indexOf(name) !== index);
}

/** `[{ name, value }]` as rows. */
export const namedRows = (value: Json | undefined): Pair[] =>
  Array.isArray(value)
    ? value.map((one) =>
        isObject(one) ? { name: nameIn(one["name"]), value: one["value"] ?? null } : { name: "", value: one },
      )
    : [];

/** Rows as `[{ name, value }]`: one that is wholly empty is no entry yet; no entry, no value. */
export function namedValue(rows: readonly Pair[]): Json | undefined {
  const written = rows.filter(({ name, value }) => name.trim() !== "" || value !== "");
  return written.length === 0 ? undefined : written.map(({ name, value }) => ({ name, value }));
}
