import type { StepError } from "../failures.js";
import type { RunEventBody } from "../run/events.js";

/** No store can write this event down, however often it is asked: a fault of our own has put something into it. */
export function isUnwritable(event: RunEventBody): boolean {
  try {
    JSON.stringify(event);
    return false;
  } catch {
    return true;
  }
}

/** What the log says in its place: the step, and with it the run, has failed by a fault of ours. */
export function insteadOf(event: RunEventBody): RunEventBody {
  const { at } = event;
  if ("key" in event) {
    const { key, nodeId } = event;
    const error: StepError = { code: "step.internal", values: {}, nodeId };
    return { type: "step.failed", at, key, nodeId, error, handled: "stop" };
  }
  const error: StepError = { code: "run.internal", values: {} };
  return { type: "run.finished", at, status: "failed", error, handledErrors: 0 };
}
