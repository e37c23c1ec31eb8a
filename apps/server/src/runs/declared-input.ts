import { declaredKindOf, readDeclared, setOwn, type Json, type JsonObject, type StepError } from "@leeway/engine";
import { declaredInputs } from "../workflows/callable.js";

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
    const read = readDeclared(type, value);
    if (read === undefined) return wrong(name, type, declaredKindOf(value));
    setOwn(checked, name, read);
  }
  return { input: checked };
}

const wrong = (name: string, expected: string, found: string): { error: StepError } => ({
  error: { code: "workflow.input", values: { name, expected, found } },
});
