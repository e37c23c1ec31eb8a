import type { StepError } from "../failures.js";
import type { Plan } from "../plan/plan.js";
import { Course } from "./course.js";
import { advanceFrame, endFrame, failureIn, handlingOf } from "./decide-frame.js";
import type { RunEventBody } from "./events.js";
import type { RunState, StepState } from "./state.js";
import { attemptsOf, effectOfStep } from "./retry.js";
import { Turn, type Decision, type Ending, type Surroundings } from "./turn.js";

export type { Decision, Surroundings } from "./turn.js";

/**
 * What happens next in a run, by the one rule: a step runs once, when every incoming link is settled and at least one is
 * live. Pure: the same plan, state and surroundings always give the same decision. Who follows a run hands its course
 * in, which is otherwise made of the state.
 */
export function decide(
  plan: Plan,
  state: RunState,
  around: Surroundings,
  course: Course = new Course(plan, state),
): Decision {
  const turn = new Turn(plan, state, around);
  const { decision } = turn;
  if (state.finishedAt !== undefined) return decision;
  if (course.running.size > 0) decision.events.push(...interruptedSteps(turn, course));
  if (decision.events.length > 0) return decision;
  const ending = endOf(state, course);
  if (ending) endRun(turn, course, ending);
  else advanceRun(turn, course);
  return decision;
}

/** A step that was running when its process died: a `create` may have arrived, anything else is simply tried again. */
function interruptedSteps({ plan, state, now, inFlight }: Turn, course: Course): RunEventBody[] {
  const events: RunEventBody[] = [];
  const place = (key: string) => plan.places.get(state.steps.get(key)?.nodeId ?? "") ?? 0;
  const left = [...course.running].filter((key) => !inFlight.has(key)).sort((a, b) => place(a) - place(b));
  for (const step of left.flatMap((key) => state.steps.get(key) ?? [])) {
    const here = { at: now, key: step.key, nodeId: step.nodeId };
    const found = plan.nodes.get(step.nodeId);
    const effect = effectOfStep(found?.definition, step.input);
    const error: StepError = { code: "step.interrupted", values: { effect }, nodeId: step.nodeId };
    if (effect === "create") events.push({ type: "step.unknown", ...here, error });
    else if (found && step.attempts < attemptsOf(found.node, found.definition))
      events.push({ type: "step.retrying", ...here, error, until: now });
    else events.push({ type: "step.failed", ...here, error, handled: handlingOf(found) });
  }
  return events;
}

/** Why no new step may begin, if so: a cancel, a stop step, or a failure that nothing handles. */
function endOf(state: RunState, course: Course): Ending | undefined {
  if (state.cancelRequested) return { status: "cancelled", ...(state.error && { error: state.error }) };
  if (state.ending) return state.ending;
  const failure = course.stopped ? failureIn(state, course) : undefined;
  return failure && { status: "failed", ...(failure.error && { error: failure.error }) };
}

/**
 * Brings a run to its end: what is open is cancelled, what is in flight finishes (a `create` is never aborted), and an
 * unknown step keeps the run open until a person has settled it. What a person wants sent again is sent, unless it was
 * a person as well who cancelled the run.
 */
function endRun(turn: Turn, course: Course, ending: Ending): void {
  const { state, now, inFlight, decision } = turn;
  endFrame(turn, course, ending);
  if (decision.events.length > 0) return;
  if (ending.status === "cancelled")
    for (const key of inFlight.keys()) if (isRead(turn.plan, state.steps.get(key))) decision.abort.push(key);
  if (inFlight.size > 0 || decision.start.length > 0 || turn.moving > 0) return;
  if (ending.status !== "cancelled" && course.doubtful) return attention(turn);
  decision.events.push(finished(state, now, ending));
}

function isRead(plan: Plan, step: StepState | undefined): boolean {
  return step !== undefined && effectOfStep(plan.nodes.get(step.nodeId)?.definition, step.input) === "read";
}

function attention({ state, now, decision }: Turn): void {
  if (state.status !== "needs_attention") decision.events.push({ type: "run.needsAttention", at: now });
}

function finished(state: RunState, at: number, { status, error }: Ending): RunEventBody {
  return { type: "run.finished", at, status, handledErrors: state.handledErrors, ...(error && { error }) };
}

/** The ordinary case: start what is ready, skip what cannot come any more, see whether anything is left. */
function advanceRun(turn: Turn, course: Course): void {
  const { state, now, decision } = turn;
  advanceFrame(turn, course);
  const idle = decision.events.length + decision.start.length + decision.collect.length + turn.moving === 0;
  if (!idle) return;
  if (course.doubtful) attention(turn);
  else if (!course.unfinished) decision.events.push(finished(state, now, { status: "succeeded" }));
}
