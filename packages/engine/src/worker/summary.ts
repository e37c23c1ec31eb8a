import type { RunSummary } from "../ports.js";
import type { RunState } from "../run/state.js";

/**
 * What lists and claims go by, made from the state. `dueAt`: when the run wants a worker again if its holder is gone;
 * a run that is finished never does, one that waits for a person only to look for what became of a step.
 */
export function summaryOf(state: RunState, dueAt: number): RunSummary {
  // Who waits for a person may still have a time at which the service is looked at again.
  const rests = state.finishedAt !== undefined || (state.status === "needs_attention" && dueAt === 0);
  return {
    status: state.status,
    dueAt: rests ? null : dueAt,
    startedAt: state.startedAt ?? null,
    finishedAt: state.finishedAt ?? null,
    error: state.error ?? null,
    handledErrors: state.handledErrors,
  };
}
