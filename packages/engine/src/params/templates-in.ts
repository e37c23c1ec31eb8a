import { isTemplate } from "../expressions/template.js";
import type { Json, JsonObject } from "../json.js";

/**
 * Where in a list or an object there is a template, however deep: the rest of it goes on as it is. Looked for once: these are
 * parts of a document, which is never changed in place.
 */
export function templatesIn(list: readonly Json[]): readonly number[];
export function templatesIn(object: JsonObject): readonly string[];
export function templatesIn(value: readonly Json[] | JsonObject): readonly (string | number)[] {
  let found = known.get(value);
  if (!found) {
    found = Array.isArray(value) ? indexesIn(value) : keysIn(value as JsonObject);
    known.set(value, found);
  }
  return found;
}

const known = new WeakMap<object, readonly (string | number)[]>();

const keysIn = (object: JsonObject) => Object.keys(object).filter((key) => hasTemplate(object[key]));
const indexesIn = (list: readonly Json[]) => [...list.keys()].filter((index) => hasTemplate(list[index]));

function hasTemplate(value: Json | undefined): boolean {
  if (typeof value === "string") return isTemplate(value);
  if (typeof value !== "object" || value === null) return false;
  return (Array.isArray(value) ? templatesIn(value) : templatesIn(value)).length > 0;
}
