import type { RunEventBody } from "./events.js";
import type { StepState } from "./state.js";
import type { Turn } from "./turn.js";

/**
 * Waits that end by beginning the step anew, which asks again for what it lacks. Not those for a call or a person: begun
 * anew, their time-out would begin anew as well.
 */
const looksAgain: ReadonlySet<string> = new Set(["limit", "pause", "freeze", "run"]);

/** Of a step that waits: ends the wait, begins the step anew, or says until when nothing is to be done. */
export function waitOrStart(turn: Turn, step: StepState): void {
  const { now, woken, decision } = turn;
  const ended = endOfWait(turn, step);
  const until = step.until === null ? Infinity : (step.until ?? now);
  if (ended) decision.events.push(ended);
  else if (until <= now || (woken && looksAgain.has(step.waitingFor ?? "retry")))
    decision.start.push({ key: step.key, nodeId: step.nodeId, attempt: step.attempts + 1 });
  else {
    turn.moving += 1;
    decision.wakeAt = Math.min(decision.wakeAt ?? Infinity, until);
  }
}

/** How a wait ends by itself: its time is there, its address was called, somebody has decided. */
function endOfWait({ state, now }: Turn, step: StepState): RunEventBody | undefined {
  const { key, nodeId, waitingFor, until, asksAgain } = step;
  const here = { type: "step.succeeded" as const, at: now, key, nodeId };
  if (waitingFor === "time" && !asksAgain && typeof until === "number" && until <= now)
    return { ...here, port: "main", output: { until: new Date(until).toISOString() } };
  if (waitingFor !== "callback" && waitingFor !== "approval") return undefined;
  const answer = state.answers.get(key);
  if (answer?.as === "callback" && waitingFor === "callback")
    return { ...here, port: "main", output: answer.data ?? null };
  if (answer?.as === "approval" && waitingFor === "approval") {
    const { approved = false, data = null, by = null, at } = answer;
    const output = { approved, data, by, at: new Date(at).toISOString() };
    return { ...here, port: approved ? "main" : "rejected", output };
  }
  if (typeof until === "number" && until <= now) return { ...here, port: "timeout", output: { timedOut: true } };
  return undefined;
}
