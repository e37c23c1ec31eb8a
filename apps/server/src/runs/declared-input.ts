import { isObject, readKind, setOwn, type Json, type JsonObject, type ParamKind, type StepError } from "@leeway/engine";
import { declaredInputs } from "../workflows/callable.js";

/** What its types are called in sentences and among the kinds of params. */
const single: ReadonlySet<string> = new Set(["text", "number", "boolean", "dateTime", "phone", "email", "url"]);

/**
 * What a called workflow is given, checked against the rows of its trigger's `inputs` and in the form that they name. What
 * is not declared comes along as it is.
 */
export function checkInput(declared: Json, input: JsonObject): { input: JsonObject } | { error: StepError } {
  const checked: JsonObject = { ...input };
  for (const { name, type, required } of declaredInputs(declared)) {
    const value = Object.hasOwn(input, name) ? (input[name] ?? null) : null;
    if (value === null || value === "") {
      if (required) return wrong(name, type, "missing");
      continue;
    }
    const read = valueOf(type, value);
    if (read === undefined) return wrong(name, type, kindOf(value));
    setOwn(checked, name, read);
  }
  return { input: checked };
}

/** Undefined for a value of another type. */
function valueOf(type: string, value: Json): Json | undefined {
  if (type === "list") return Array.isArray(value) ? value : undefined;
  if (type === "object") return isObject(value) ? value : undefined;
  if (!single.has(type)) return value;
  if (typeof value === "object") return undefined;
  const read = readKind({ kind: type as ParamKind }, value, "UTC");
  return read.ok ? read.value : undefined;
}

const kindOf = (value: Json) => (Array.isArray(value) ? "list" : typeof value);

const wrong = (name: string, expected: string, found: string): { error: StepError } => ({
  error: { code: "workflow.input", values: { name, expected, found } },
});
