import type { Json } from "../json.js";

/** The most that the output of one step may have. */
export const LARGEST_OUTPUT = 5 * 1024 * 1024;

/** Characters of texts and keys, counted until it is certain that there are too many: stringifying would cost a copy. */
export function sizeOf(value: Json, most = LARGEST_OUTPUT): number {
  if (value === null || typeof value === "number" || typeof value === "boolean") return 8;
  if (typeof value === "string") return value.length;
  let size = 0;
  if (Array.isArray(value))
    for (const one of value) {
      size += 1 + sizeOf(one, most);
      if (size > most) return size;
    }
  else
    for (const key of Object.keys(value)) {
      size += key.length + sizeOf(value[key] ?? null, most);
      if (size > most) return size;
    }
  return size;
}
