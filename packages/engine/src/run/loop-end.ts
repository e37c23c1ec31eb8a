import type { OnError } from "../document/document.js";
import type { StepError } from "../failures.js";
import type { JsonObject } from "../json.js";
import type { PlanNode } from "../plan/plan.js";
import type { RunEventBody } from "./events.js";
import type { LoopState, StepState } from "./state.js";

/** Whether each item has a result. */
export const collects = ({ node }: PlanNode) => node.params["collect"] !== undefined && node.params["collect"] !== "";

/** How a loop ends of which no item is left; `halted`: by an item's failure. */
export function endOfLoop(
  step: StepState,
  loop: LoopState,
  found: PlanNode,
  { halted, handled, at, limit }: { halted: boolean; handled: OnError; at: number; limit: number },
): RunEventBody {
  const here = { at, key: step.key, nodeId: step.nodeId };
  if (halted) return { type: "step.failed", ...here, error: loopError(step, loop), handled };
  const { resultSize: size = 0 } = loop;
  if (size > limit) {
    const error: StepError = { code: "step.outputTooLarge", values: { size, limit }, nodeId: step.nodeId };
    return { type: "step.failed", ...here, error, handled };
  }
  const { count, succeeded, failed, skipped, items, results } = loop;
  const resultOf = (index: number) => (items.at(index) === "succeeded" ? results?.get(index) : undefined) ?? null;
  const output: JsonObject = { items: count, succeeded, failed, ...(skipped > 0 && { skipped }) };
  if (collects(found)) output["results"] = Array.from({ length: count }, (_, index) => resultOf(index));
  return { type: "step.succeeded", ...here, output, port: "done" };
}

/** Says which item, and carries why. */
function loopError({ nodeId }: StepState, { firstError, count }: LoopState): StepError {
  const { index = 0, error } = firstError ?? {};
  const values: JsonObject = { number: index + 1, index, count };
  if (error) {
    const { code, values: known, nodeId: step } = error;
    values["cause"] = { code, values: known, ...(step !== undefined && { nodeId: step }) };
  }
  return { code: "loop.itemFailed", values, nodeId };
}
