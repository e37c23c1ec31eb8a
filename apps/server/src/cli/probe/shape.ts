import { isObject, type Json, type JsonObject } from "@leeway/engine";

/** One place where an answer is not what the definition says. */
export interface Difference {
  /** e.g. `data[].accounts[].from`; empty for the whole answer. */
  path: string;
  expected: string;
  found: string;
}

/** A page is alike from its first rows on. */
const LOOKED_AT = 5;

/** Where a value differs from the schema that its definition was made with; `more` collects what the schema has not. */
export function differencesOf(
  value: Json | undefined,
  schema: JsonObject,
  path: string,
  more: Set<string>,
): Difference[] {
  const expected = schema["type"];
  if (typeof expected !== "string") return [];
  const found = typeOf(value);
  if (found !== expected) return [{ path, expected, found }];
  if (Array.isArray(value)) {
    const items = isObject(schema["items"]) ? schema["items"] : {};
    return once(value.slice(0, LOOKED_AT).flatMap((one) => differencesOf(one, items, `${path}[]`, more)));
  }
  // An empty object is one that this row has nothing for, like an empty list.
  if (!isObject(value) || Object.keys(value).length === 0) return [];
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  if (Object.keys(properties).length > 0)
    for (const name of Object.keys(value)) if (!Object.hasOwn(properties, name)) more.add(at(name));
  return Object.entries(properties).flatMap(([name, inner]) =>
    isObject(inner) ? differencesOf(value[name], inner, at(name), more) : [],
  );
}

function typeOf(value: Json | undefined): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

const once = (all: readonly Difference[]): Difference[] => [
  ...new Map(all.map((one) => [`${one.path} ${one.expected} ${one.found}`, one])).values(),
];
