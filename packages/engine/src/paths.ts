import { isObject, type Json } from "./json.js";

/** Where a value stands in another one: names of objects, numbers in lists. */
export type Keys = readonly (string | number)[];

/** The value at a definition's path, e.g. `data.categories` or `accounts[0].account_id`; undefined where there is none. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  let here = value;
  for (const key of keysOf(path)) {
    if (typeof key === "number") here = Array.isArray(here) ? here[key] : undefined;
    else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
    if (here === undefined) return undefined;
  }
  return here;
}

/** Every value at a path whose lists are `[]`, and where it stands. */
export function visitAt(value: Json | undefined, path: string, visit: (value: Json, keys: Keys) => void): void {
  walk(value, keysOf(path), 0, [], visit);
}

function walk(
  value: Json | undefined,
  keys: Keys,
  depth: number,
  place: (string | number)[],
  visit: (value: Json, keys: Keys) => void,
): void {
  const key = keys[depth];
  if (value === undefined || value === null) return;
  if (key === undefined) visit(value, [...place]);
  else if (typeof key === "string") {
    if (!isObject(value) || !Object.hasOwn(value, key)) return;
    place[depth] = key;
    walk(value[key], keys, depth + 1, place, visit);
    place.length = depth;
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) {
      place[depth] = index;
      walk(value[index], keys, depth + 1, place, visit);
    }
    place.length = depth;
  }
}

/** Paths are the definitions' own, so there are not many; more than so many are not remembered. */
const MOST_KNOWN = 2_000;
const known = new Map<string, Keys>();

/** `data[].accounts[0].id` as keys; `[]`, any place of a list, is the first. */
export function keysOf(path: string): Keys {
  const found = known.get(path);
  if (found) return found;
  const keys = (path.match(/\[\d*\]|[^.[\]]+/g) ?? []).map((part) =>
    part.startsWith("[") ? Number(part.slice(1, -1)) : part,
  );
  if (known.size < MOST_KNOWN) known.set(path, keys);
  return keys;
}

/** Keys as definitions write them: every place in a list is `[]`. */
export const patternOf = (keys: Keys): string => written(keys, () => "[]");

/** Keys as people read them: `data[0].id`. */
export const textOfKeys = (keys: Keys): string => written(keys, (key) => `[${key}]`);

function written(keys: Keys, entry: (key: number) => string): string {
  let text = "";
  for (const key of keys) text += typeof key === "number" ? entry(key) : text === "" ? key : `.${key}`;
  return text;
}
