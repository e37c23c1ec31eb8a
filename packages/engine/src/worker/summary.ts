import type { RunSummary, RunWait } from "../ports.js";
import type { RunState } from "../run/state.js";

/**
 * What lists and claims go by, made from the state. `dueAt`: when the run wants a worker again if its holder is gone;
 * a run that is finished never does, one that waits for a person only to look for what became of a step.
 */
export function summaryOf(state: RunState, dueAt: number): RunSummary {
  // Who waits for a person may still have a time at which the service is looked at again.
  const rests = state.finishedAt !== undefined || (state.status === "needs_attention" && dueAt === 0);
  const summary: RunSummary = {
    status: state.status,
    dueAt: rests ? null : dueAt,
    startedAt: state.startedAt ?? null,
    finishedAt: state.finishedAt ?? null,
    error: state.error ?? null,
    handledErrors: state.handledErrors,
  };
  const wait = state.status === "waiting" ? waitIn(state) : undefined;
  if (wait) summary.wait = wait;
  return summary;
}

/** Of all that a run waits for: a person's word, which nobody else can give, else what is over first. */
function waitIn({ steps }: RunState): RunWait | undefined {
  let first: RunWait | undefined;
  for (const { status, loop, waitingFor: reason, until = null } of steps.values()) {
    // A loop is as its items are.
    if (status !== "waiting" || loop || !reason) continue;
    if (!first || isBefore({ reason, until }, first)) first = { reason, until };
  }
  return first;
}

function isBefore(wait: RunWait, other: RunWait): boolean {
  const [asks, othersAsk] = [wait.reason === "approval", other.reason === "approval"];
  return asks === othersAsk ? (wait.until ?? Infinity) < (other.until ?? Infinity) : asks;
}
