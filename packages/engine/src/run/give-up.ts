import type { Plan } from "../plan/plan.js";
import type { StepError } from "../failures.js";
import type { RunEventBody } from "./events.js";
import { effectOfStep } from "./retry.js";
import type { RunState } from "./state.js";

const open = new Set(["pending", "waiting", "running"]);

/** Ends a run that must not go on: what is open is cancelled, and a `create` that was under way stays a doubt. */
export function giveUp(plan: Plan, state: RunState, error: StepError, at: number): RunEventBody[] {
  const untouched = plan.frames.get("")?.nodes.filter(({ node }) => !state.steps.has(node.id)) ?? [];
  const events = [
    ...[...state.steps.values()].flatMap((step): RunEventBody[] => {
      const { key, nodeId, status, input, loop } = step;
      if (!open.has(status)) return [];
      const definition = plan.nodes.get(nodeId)?.definition;
      if (status === "running" && !loop && effectOfStep(definition, input) === "create")
        return [{ type: "step.unknown", at, key, nodeId, error }];
      return [{ type: "step.cancelled", at, key, nodeId }];
    }),
    ...untouched.map(({ node }): RunEventBody => ({ type: "step.cancelled", at, key: node.id, nodeId: node.id })),
  ];
  return [...events, { type: "run.finished", at, status: "failed", error, handledErrors: state.handledErrors }];
}
