import type { RunState, StepState, WorkflowEdge } from "@leeway/engine";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";

/** What the shown run says of one step. */
export function useStepState(nodeId: string): StepState | undefined {
  const id = useEditor(({ workflow }) => workflow?.id);
  return useLiveRun(({ state }) => (state?.workflowId === id ? state?.steps.get(nodeId) : undefined));
}

/** Whether a run went over a link, did not, or is not there yet. */
export type Passage = "none" | "passed" | "dead";

export function passageOf(state: RunState, { source, sourceHandle }: WorkflowEdge): Passage {
  const step = state.steps.get(source);
  const over = state.finishedAt !== undefined;
  if (!step) return source === state.trigger ? "passed" : over ? "dead" : "none";
  if (step.status === "skipped" || step.status === "cancelled") return "dead";
  if (step.status === "succeeded" || step.handled === "continue" || step.handled === "branch") {
    const port = step.port ?? (step.handled === "branch" ? "error" : "main");
    return port === sourceHandle ? "passed" : "dead";
  }
  return over ? "dead" : "none";
}

export function usePassage(edge: WorkflowEdge | undefined): Passage {
  const id = useEditor(({ workflow }) => workflow?.id);
  return useLiveRun(({ state }) => (state && edge && state.workflowId === id ? passageOf(state, edge) : "none"));
}
