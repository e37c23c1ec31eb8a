import type { RunEventBody } from "./events.js";
import type { RunState } from "./state.js";

/**
 * Whether a person may still say otherwise until this decision is stored, and be told that their word is taken: that the
 * failed items of a loop are to be done again, which has just ended; what a wait is for, whose time has just run out.
 * `state`: before it.
 */
export function isOverrulable(event: RunEventBody, { steps, answers }: RunState): boolean {
  if (event.type !== "step.succeeded" && event.type !== "step.failed") return false;
  const step = steps.get(event.key);
  if (step?.loop) return step.loop.failed > 0;
  const listens = step?.waitingFor === "approval" || step?.waitingFor === "callback";
  return listens && !answers.has(event.key);
}
