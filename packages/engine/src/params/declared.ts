import type { ParamKind } from "../definition.js";
import { isObject, type Json } from "../json.js";
import { readKind } from "./kinds.js";

/** What its types are called in sentences and among the kinds of params. */
const single: ReadonlySet<string> = new Set(["text", "number", "boolean", "dateTime", "phone", "email", "url"]);

/** A value in the form of a type that the trigger of a called workflow names; undefined for a value of another type. */
export function readDeclared(type: string, value: Json): Json | undefined {
  if (type === "list") return Array.isArray(value) ? value : undefined;
  if (type === "object") return isObject(value) ? value : undefined;
  if (!single.has(type)) return value;
  if (typeof value === "object") return undefined;
  const read = readKind({ kind: type as ParamKind }, value, "UTC");
  return read.ok ? read.value : undefined;
}

/** What a value is called that is of no such type. */
export const declaredKindOf = (value: Json): string => (Array.isArray(value) ? "list" : typeof value);
