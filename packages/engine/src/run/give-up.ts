import type { Plan } from "../plan/plan.js";
import type { StepError } from "../failures.js";
import type { RunEventBody } from "./events.js";
import { effectOfStep } from "./retry.js";
import type { RunState } from "./state.js";

const open = new Set(["pending", "waiting", "running"]);

/** Ends a run that must not go on: what is open is cancelled, and a `create` that was under way stays a doubt. */
export function giveUp(plan: Plan, state: RunState, error: StepError, at: number): RunEventBody[] {
  const events = [...plan.nodes.values()].flatMap(({ node, definition }): RunEventBody[] => {
    const step = state.steps.get(node.id);
    const here = { at, key: node.id, nodeId: node.id };
    if (step && !open.has(step.status)) return [];
    if (step?.status === "running" && effectOfStep(definition, step.input) === "create")
      return [{ type: "step.unknown", ...here, error }];
    return [{ type: "step.cancelled", ...here }];
  });
  return [...events, { type: "run.finished", at, status: "failed", error, handledErrors: state.handledErrors }];
}
