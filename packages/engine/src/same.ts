import { isObject, type Json } from "./json.js";

/** The same value, in whatever order its keys were written. A key without a value is no key. */
export function isEqual(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((value, index) => isEqual(value, other[index]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = keysOf(one);
  return (
    keys.length === keysOf(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isEqual(one[key], other[key]))
  );
}

const keysOf = (object: { [key: string]: Json | undefined }): string[] =>
  Object.keys(object).filter((key) => object[key] !== undefined);

/** What a step leaves out when it runs. */
export const isNothing = (value: Json | undefined): value is undefined | null | "" =>
  value === undefined || value === null || value === "";
