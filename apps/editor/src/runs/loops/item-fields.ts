import { isObject, ownOf, type Json } from "@leeway/engine";
import { numberOf } from "../../ui/number-text.js";

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

export type NameFault = "twice" | "missing";

/**
 * What is wrong with the name of each field, after those that the item had: another value has it, or there is a value and no
 * name for it. An item has one value under a name: the other one would be lost.
 */
export function nameFaults(data: Json, fields: readonly ItemField[]): (NameFault | undefined)[] {
  const kept = fieldsOf(data)?.length ?? 0;
  const taken = new Set(fields.slice(0, kept).map(({ name }) => name));
  return fields.map(({ name, text }, index) => {
    if (index < kept) return undefined;
    if (name.trim() === "") return text === "" ? undefined : "missing";
    if (taken.has(name.trim()) || taken.has(name)) return "twice";
    taken.add(name.trim());
    return undefined;
  });
}

/** The item with what was written. What is written as before stays as it was; a number stays a number where it is one. */
export function withFields(data: Json, fields: readonly ItemField[]): Json {
  const before = isObject(data) ? data : {};
  // Names that were there are read so by later steps, to the letter.
  const nameOf = ({ name }: ItemField) => (Object.hasOwn(before, name) ? name : name.trim());
  const named = fields.filter((field) => nameOf(field) !== "" || Object.hasOwn(before, field.name));
  return Object.fromEntries(
    named.map((field) => [nameOf(field), meant(ownOf(before, field.name) ?? null, field.text)]),
  );
}

function meant(before: Json, text: string): Json {
  if (text === written(before)) return before;
  if (typeof before === "number") return numberOf(text) ?? text;
  if (typeof before === "boolean" && (text === "true" || text === "false")) return text === "true";
  return text;
}
