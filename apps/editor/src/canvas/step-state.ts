import type { RunState, StepState, WorkflowEdge } from "@leeway/engine";
import { useEditor } from "../document/store.js";
import { useLiveRun } from "../runs/live.js";
import { useLookedItems } from "../runs/loops/looked-items.js";

/** What the shown run says of one step. */
export function useStepState(nodeId: string): StepState | undefined {
  const id = useEditor(({ workflow }) => workflow?.id);
  const inItem = useLookedItems(({ steps }) => steps.get(nodeId));
  const step = useLiveRun(({ state }) => (state?.workflowId === id ? state?.steps.get(nodeId) : undefined));
  return step ?? inItem;
}

/** Whether a run went over a link, did not, or is not there yet. */
export type Passage = "none" | "passed" | "dead";

export function passageOf(state: RunState, { source, sourceHandle }: WorkflowEdge): Passage {
  const step = state.steps.get(source);
  const over = state.finishedAt !== undefined;
  if (!step) return source === state.trigger ? "passed" : over ? "dead" : "none";
  // Its items have begun: the way into a loop was taken.
  if (sourceHandle === "item" && step.loop) return step.loop.count > 0 ? "passed" : "dead";
  return passageBehind(step, sourceHandle) ?? (over ? "dead" : "none");
}

/** Undefined while the step has not ended. */
function passageBehind(step: StepState, sourceHandle: string): Passage | undefined {
  if (step.status === "skipped" || step.status === "cancelled") return "dead";
  if (step.status === "succeeded" || step.handled === "continue" || step.handled === "branch") {
    const port = step.port ?? (step.handled === "branch" ? "error" : "main");
    return port === sourceHandle ? "passed" : "dead";
  }
  return undefined;
}

export function usePassage(edge: WorkflowEdge | undefined): Passage {
  const id = useEditor(({ workflow }) => workflow?.id);
  const inItem = useLookedItems(({ steps }): Passage | undefined => {
    const step = edge && steps.get(edge.source);
    return step && passageBehind(step, edge.sourceHandle);
  });
  const inRun = useLiveRun(({ state }) => (state && edge && state.workflowId === id ? passageOf(state, edge) : "none"));
  return inItem ?? inRun;
}
