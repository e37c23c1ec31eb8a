import { isObject, type Json, type JsonObject } from "../json.js";
import type { Budget } from "./budget.js";

/** The type of a value in the words of the expression language. */
export type ValueType = "null" | "boolean" | "number" | "text" | "list" | "object";

export function typeOf(value: Json): ValueType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  if (typeof value === "string") return "text";
  return typeof value as "boolean" | "number" | "object";
}

/** A value as text: null is empty, lists and objects are JSON. */
export function writeText(value: Json, budget: Budget): string {
  if (value === null) return "";
  if (typeof value !== "object") return String(value);
  budget.measure(value);
  return JSON.stringify(value);
}

const decimal = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A number, or a text that is one. */
export function numberOf(value: Json): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.length > 400) return undefined;
  const text = value.trim();
  const number = decimal.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

/** Nothing worth sending: null, a blank text, an empty list or object. */
export function isBlank(value: Json): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  if (!isObject(value)) return value === null;
  for (const key in value) if (Object.hasOwn(value, key)) return false;
  return true;
}

/** An object without a prototype, so that no key of it means anything but itself. */
export function newObject(): JsonObject {
  return Object.create(null) as JsonObject;
}

/** Sets a key; `__proto__` is left out, because a later copy elsewhere could take it for a prototype. */
export function put(object: JsonObject, key: string, value: Json): void {
  if (key !== "__proto__") object[key] = value;
}

/** What stands under a key of its own; undefined if nothing does. Nothing inherited is ever seen. */
export function member(of: Json, key: string | number): Json | undefined {
  if (Array.isArray(of)) {
    const index = typeof key === "number" ? key : /^\d{1,9}$/.test(key) ? Number(key) : -1;
    return Number.isInteger(index) && index >= 0 && index < of.length ? of[index] : undefined;
  }
  return isObject(of) && Object.hasOwn(of, String(key)) ? of[String(key)] : undefined;
}

/** Equal in type and content, lists and objects by what is in them. */
export function equal(a: Json, b: Json, budget: Budget, depth = 0): boolean {
  if (typeof a === "string" && typeof b === "string" && a.length === b.length) budget.spend(a.length / 64);
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  budget.descend(depth);
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, index) => equal(one, b[index] ?? null, budget, depth + 1))
    );
  }
  if (Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(a[key] ?? null, b[key] ?? null, budget, depth + 1));
}
