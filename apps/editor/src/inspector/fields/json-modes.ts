import { isObject, isTemplate, type Json } from "@leeway/engine";

/** How a value of any kind is written: as rows of names and values, or as one value. */
export type JsonMode = "rows" | "text";

/**
 * Whether rows can hold it: nothing yet, or an object with names that rows keep as they are. A list, a text and a formula
 * for all of it are one value.
 */
export const fitsRows = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (isObject(value) && Object.keys(value).every((name) => name !== "" && name.trim() === name));

/**
 * In which way a field opens: rows, unless something stands in it that is better seen whole, as a list in a list or an
 * object within is. An empty one opens as its example is written: a formula is one value.
 */
export function opensAs(value: Json | undefined, placeholder = ""): JsonMode {
  if (value === undefined || value === null) return isTemplate(placeholder) ? "text" : "rows";
  const nested = isObject(value) && Object.values(value).some((one) => typeof one === "object" && one !== null);
  return fitsRows(value) && !nested ? "rows" : "text";
}
