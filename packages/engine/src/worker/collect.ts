import type { ExpressionScope } from "../expressions/scope.js";
import { evaluateTemplate, isTemplate, parseTemplate } from "../expressions/template.js";
import type { StepError } from "../failures.js";
import type { Json } from "../json.js";
import type { Fault } from "../expressions/fault.js";

/** How an item that has come through ends: with its result, or as failed where that cannot be made. */
export function collectItem(
  collect: Json,
  scope: ExpressionScope,
): { as: "succeeded"; result: Json } | { as: "failed"; error: StepError } {
  if (typeof collect !== "string" || !isTemplate(collect)) return { as: "succeeded", result: collect };
  const parsed = parseTemplate(collect);
  if (!parsed.ok) return { as: "failed", error: errorOf(parsed.fault) };
  const made = evaluateTemplate(parsed.template, scope);
  return made.kind === "value" ? { as: "succeeded", result: made.value } : { as: "failed", error: errorOf(made.fault) };
}

const errorOf = ({ code, values, position }: Fault): StepError => ({ code, values, position, param: "collect" });
