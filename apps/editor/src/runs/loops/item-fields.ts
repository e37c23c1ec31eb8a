import { isObject, ownOf, type Json } from "@leeway/engine";

/** One value of an item, as it is written in a field. */
export interface ItemField {
  name: string;
  text: string;
}

/**
 * The values of an item by name, where people can write each in a field of its own: texts, numbers, yes and no, nothing.
 * Nothing where a value has values inside, or the item is no object.
 */
export function fieldsOf(data: Json): ItemField[] | undefined {
  if (!isObject(data)) return undefined;
  const entries = Object.entries(data);
  if (entries.length === 0 || entries.some(([, value]) => value !== null && typeof value === "object"))
    return undefined;
  return entries.map(([name, value]) => ({ name, text: written(value ?? null) }));
}

function written(value: Json): string {
  if (value === null) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The item with what was written. What is written as before stays as it was; a number stays a number where it is one. */
export function withFields(data: Json, fields: readonly ItemField[]): Json {
  const before = isObject(data) ? data : {};
  const named = fields.filter(({ name }) => name.trim() !== "");
  return Object.fromEntries(named.map(({ name, text }) => [name.trim(), meant(ownOf(before, name) ?? null, text)]));
}

function meant(before: Json, text: string): Json {
  if (text === written(before)) return before;
  if (typeof before === "number" && text.trim() !== "" && Number.isFinite(Number(text.replace(",", "."))))
    return Number(text.replace(",", "."));
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
