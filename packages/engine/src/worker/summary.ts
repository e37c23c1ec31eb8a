import type { RunSummary } from "../ports.js";
import type { RunState } from "../run/state.js";

/**
 * What lists and claims go by, made from the state. `dueAt`: when the run wants a worker again if its holder is gone;
 * a run that is finished or waits for a person never does.
 */
export function summaryOf(state: RunState, dueAt: number): RunSummary {
  const rests = state.finishedAt !== undefined || state.status === "needs_attention";
  return {
    status: state.status,
    dueAt: rests ? null : dueAt,
    startedAt: state.startedAt ?? null,
    finishedAt: state.finishedAt ?? null,
    error: state.error ?? null,
    handledErrors: state.handledErrors,
  };
}
