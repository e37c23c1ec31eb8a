import { isObject, type Json, type JsonObject } from "@leeway/engine";

/** The same object with another value at a path of keys. */
export function withAt(object: JsonObject, path: string, value: Json): JsonObject {
  const [key = "", ...rest] = path.split(".");
  const inside = object[key];
  return {
    ...object,
    [key]: rest.length === 0 ? value : withAt(isObject(inside) ? inside : {}, rest.join("."), value),
  };
}
