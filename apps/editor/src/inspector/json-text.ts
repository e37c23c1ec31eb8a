import type { Json } from "@leeway/engine";
import { readJson, type PlacedFault } from "../ui/json-text.js";

const template = /^\s*\{\{[\s\S]*\}\}\s*$/;

/** How a JSON param is shown for editing: texts as they are, unless they would be read as something else. */
export function shownJson(value: Json | undefined): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  return value !== "" && readJson(value).ok ? JSON.stringify(value) : value;
}

/**
 * What a text typed into a JSON field means: JSON where it is JSON (then templates inside keep their own types),
 * else a text or one template. `fault` where it looks like JSON and is none.
 */
export function typedJson(typed: string): { value: Json | undefined; fault?: PlacedFault } {
  if (typed.trim() === "") return { value: undefined };
  const read = readJson(typed);
  if (read.ok) return { value: read.value };
  const meant = /^\s*[[{]/.test(typed) && !template.test(typed);
  return meant ? { value: typed, fault: read.fault } : { value: typed };
}
