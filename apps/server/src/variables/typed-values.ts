import { sayHttpProblem, sayStepError, type ValueType } from "@leeway/api";
import { readKind, type Json, type Locale, type ParamKind, type Refusal } from "@leeway/engine";
import { Problem, type FieldError } from "../problems/problem.js";

/** One row of a list of variables or fields. */
export interface TypedRow {
  name: string;
  type: ValueType;
  /** null: it has none. */
  value: Json;
}

const kinds: Record<ValueType, ParamKind> = {
  text: "text",
  number: "number",
  boolean: "boolean",
  date: "dateTime",
  phone: "phone",
  email: "email",
  url: "url",
};

/**
 * The rows with every value as its type wants it: `"5"` of a number is 5, spaces leave a phone. Throws one problem that
 * names every row that is wrong; `part` is what the row's value is called in the request, `list` what the rows are.
 */
export function readRows(
  rows: readonly TypedRow[],
  part: "value" | "default",
  timezone: string,
  locale: Locale,
  list = "items",
): TypedRow[] {
  const errors: FieldError[] = [];
  const names = new Set<string>();
  const read = rows.map((row, index) => {
    const { name } = row;
    if (names.has(name)) errors.push({ ...taken(name, locale), path: `${list}[${index}].name`, name });
    names.add(name);
    const found = readValue(row, timezone);
    if (!("code" in found)) return { ...row, value: found.value };
    const { message } = sayStepError({ ...found, param: name }, locale);
    errors.push({ path: `${list}[${index}].${part}`, message, code: found.code, name });
    return row;
  });
  if (errors.length === 0) return read;
  const wrong = new Set(errors.map(({ name }) => String(name)));
  throw new Problem("request.invalid", { fields: [...wrong].slice(0, 5).join(", ") }, errors.slice(0, 100));
}

const taken = (name: string, locale: Locale) => ({
  message: sayHttpProblem("name.taken", { name }, locale).detail,
  code: "name.taken",
});

function readValue({ type, value }: TypedRow, timezone: string): { value: Json } | Refusal {
  if (value === null || (value === "" && type !== "text")) return { value: null };
  // Read as a text it would be JSON, which nobody has typed.
  if (typeof value === "object")
    return { code: "param.type", values: { value: JSON.stringify(value), expected: type } };
  const reading = readKind({ kind: kinds[type] }, value, timezone);
  return reading.ok ? { value: reading.value } : reading.refusal;
}
