import type { ExpressionScope } from "../expressions/scope.js";
import type { StepError } from "../failures.js";
import type { Json } from "../json.js";
import { Evaluation } from "../params/evaluation.js";

/** How an item that has come through ends: with its result, or as failed where that cannot be made. */
export function collectItem(
  collect: Json,
  scope: ExpressionScope,
): { as: "succeeded"; result?: Json } | { as: "failed"; error: StepError } {
  const evaluation = new Evaluation(scope);
  const result = evaluation.deep(collect, "collect");
  return evaluation.error ? { as: "failed", error: evaluation.error } : { as: "succeeded", result };
}
