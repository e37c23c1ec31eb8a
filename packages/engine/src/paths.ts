import { isObject, type Json } from "./json.js";

/** Where a value stands in another one: names of objects, numbers in lists. */
export type Keys = readonly (string | number)[];

/** The value at a definition's path, e.g. `data.categories` or `accounts[0].account_id`; undefined where there is none. */
export function valueAt(value: Json | undefined, path: string | Keys): Json | undefined {
  let here = value;
  for (const key of typeof path === "string" ? keysOf(path) : path) {
    if (typeof key === "number") here = Array.isArray(here) ? here[key] : undefined;
    else here = isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined;
    if (here === undefined) return undefined;
  }
  return here;
}

/** Told of a value and where it stands; the keys are good for as long as the call lasts. */
type Visit = (value: Json, keys: Keys) => void;

/** Every value at a path whose lists are `[]`; of longer lists the first `most` entries. */
export function visitAt(value: Json | undefined, path: string, visit: Visit, most = Infinity): void {
  walk(value, keysOf(path), [], visit, most);
}

function walk(value: Json | undefined, keys: Keys, place: (string | number)[], visit: Visit, most: number): void {
  if (value === undefined || value === null) return;
  const key = keys[place.length];
  if (key === undefined) visit(value, place);
  else if (typeof key === "string") {
    if (!isObject(value) || !Object.hasOwn(value, key)) return;
    place.push(key);
    walk(value[key], keys, place, visit, most);
    place.pop();
  } else if (Array.isArray(value)) {
    const count = Math.min(value.length, most);
    for (let index = 0; index < count; index++) {
      place.push(index);
      walk(value[index], keys, place, visit, most);
      place.pop();
    }
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
