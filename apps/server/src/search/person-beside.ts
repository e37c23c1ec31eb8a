import { isObject, keysOf, valueAt, whomAt, whomOf, type Json, type NodeDefinition } from "@leeway/engine";

/** Ids of people and of channels as Leeloo writes them. */
const ID = /^[0-9a-f]{24}$/;
/** How events of Leeloo's, and what shops send on, call them. */
const names = ["person_id", "personId", "account_id"];

/** Whom a place in a step's data is about; what a trigger brought tells it beside the place, or further out. */
export function personBeside(
  definition: NodeDefinition | undefined,
  { part, path }: { part: string; path: string },
  whole: Json,
): string | undefined {
  const keys = keysOf(path);
  if (part === "input") return whomOf(definition, whole, undefined);
  if (part === "output") return whomAt(definition, whole, keys);
  for (let depth = keys.length - 1; depth >= 0; depth--) {
    const around = valueAt(whole, keys.slice(0, depth));
    const found = isObject(around) ? names.map((name) => around[name]).find(isId) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const isId = (value: Json | undefined): value is string => typeof value === "string" && ID.test(value);
