import type { Json } from "../json.js";

/** The most that the output of one step may have. */
export const LARGEST_OUTPUT = 5 * 1024 * 1024;

/** Levels of lists and objects inside each other that it may have: some thousands take the stack of whoever reads them. */
export const DEEPEST_OUTPUT = 1_000;

/**
 * The characters of a value as JSON, without what escapes some of them, counted until it is certain that there are too many:
 * stringifying would cost a copy. Infinity where the value is nested more than `levels` deep.
 */
export function sizeOf(value: Json, most = LARGEST_OUTPUT, levels = DEEPEST_OUTPUT): number {
  if (typeof value === "string") return value.length + 2;
  if (value === null || typeof value === "number" || typeof value === "boolean") return String(value).length;
  if (levels === 0) return Infinity;
  let size = 1;
  if (Array.isArray(value))
    for (const one of value) {
      size += 1 + sizeOf(one, most, levels - 1);
      if (size > most) return size;
    }
  else
    for (const key of Object.keys(value)) {
      size += 4 + key.length + sizeOf(value[key] ?? null, most, levels - 1);
      if (size > most) return size;
    }
  return Math.max(size, 2);
}
