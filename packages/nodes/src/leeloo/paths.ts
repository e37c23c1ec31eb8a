import type { Json, JsonObject } from "@leeway/engine";

export const isEntry = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value at a definition's path, e.g. `data.categories` or `accounts[0].account_id`; undefined where there is none. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let here = value;
  for (const [part] of path.matchAll(/[^.[\]]+/g)) {
    if (here === null || typeof here !== "object" || !Object.hasOwn(here, part)) return undefined;
    if (Array.isArray(here) && part === "length") return undefined;
    here = (here as Record<string, Json>)[part];
  }
  return here;
}

/** The same object with another value at a path of keys. */
export function withAt(object: JsonObject, path: string, value: Json): JsonObject {
  const [key = "", ...rest] = path.split(".");
  const inside = object[key];
  return { ...object, [key]: rest.length === 0 ? value : withAt(isEntry(inside) ? inside : {}, rest.join("."), value) };
}
