import type { StepError } from "../failures.js";
import type { Plan, PlanNode } from "../plan/plan.js";
import { Course } from "./course.js";
import type { RunEventBody } from "./events.js";
import type { RunState, StepState } from "./state.js";
import { attemptsOf, effectOfStep } from "./retry.js";

/** What happens next; a thin shell does it. */
export interface Decision {
  /** What follows from the log alone. When there are any, append them, fold, and decide again before starting anything. */
  events: RunEventBody[];
  /** Steps to perform now, with the number of their attempt. */
  start: { key: string; nodeId: string; attempt: number }[];
  /** Steps in flight that should be told to stop: reads, after a cancel or a failure that ends the run. */
  abort: string[];
  /** The earliest time at which a waiting step goes on; absent: nothing waits for time. */
  wakeAt?: number;
}

export interface Surroundings {
  /** Milliseconds since 1970. */
  now: number;
  /** Keys of the steps that this process performs right now. */
  inFlight: ReadonlySet<string>;
  /** A wake-up came: steps that wait for the limiter ask it again, whatever time they were told. */
  woken?: boolean;
}

const open = new Set(["pending", "waiting"]);

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
  const decision: Decision = { events: [], start: [], abort: [] };
  if (state.finishedAt !== undefined) return decision;
  if (course.running.size > 0) decision.events.push(...interruptedSteps(plan, state, around, course));
  if (decision.events.length > 0) return decision;
  const ending = endOf(state, course);
  if (ending) end(plan, state, around, ending, { course, decision });
  else advance(state, around, course, decision);
  return decision;
}

/** A step that was running when its process died: a `create` may have arrived, anything else is simply tried again. */
function interruptedSteps(
  plan: Plan,
  state: RunState,
  { now, inFlight }: Surroundings,
  course: Course,
): RunEventBody[] {
  const events: RunEventBody[] = [];
  const place = (key: string) => plan.places.get(key) ?? 0;
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

type Ending = { status: "succeeded" | "failed" | "cancelled"; error?: StepError };

/** Why no new step may begin, if so: a cancel, a stop step, or a failure that nothing handles. */
function endOf(state: RunState, course: Course): Ending | undefined {
  if (state.cancelRequested) return { status: "cancelled" };
  if (state.ending) return state.ending;
  if (!course.stopped) return undefined;
  for (const step of state.steps.values())
    if (step.status === "failed" && step.handled === "stop")
      return { status: "failed", ...(step.error && { error: step.error }) };
  return undefined;
}

/**
 * Brings a run to its end: what is open is cancelled, what is in flight finishes (a `create` is never aborted), and an
 * unknown step keeps the run open until a person has settled it. What a person wants sent again is sent, unless it was
 * a person as well who cancelled the run.
 */
function end(
  plan: Plan,
  state: RunState,
  around: Surroundings,
  ending: Ending,
  { course, decision }: { course: Course; decision: Decision },
): void {
  const { now, inFlight } = around;
  for (const found of plan.nodes.values()) {
    const { id } = found.node;
    const step = state.steps.get(id);
    if (step && !open.has(step.status)) continue;
    if (step?.resolved === "retry" && ending.status !== "cancelled") {
      if (!inFlight.has(id)) waitOrStart(step, around, decision);
    } else if (inFlight.has(id)) decision.abort.push(id);
    else if (step?.resolved === "fail") decision.events.push(failedByPerson(step, found, now));
    else decision.events.push({ type: "step.cancelled", at: now, key: id, nodeId: id });
  }
  if (decision.events.length > 0) return;
  for (const key of inFlight)
    if (ending.status === "cancelled" && isRead(plan, state.steps.get(key))) decision.abort.push(key);
  if (inFlight.size > 0 || decision.start.length > 0 || decision.wakeAt !== undefined) return;
  if (ending.status !== "cancelled" && course.doubtful) return attention(state, now, decision);
  decision.events.push(finished(state, now, ending));
}

function isRead(plan: Plan, step: StepState | undefined): boolean {
  return step !== undefined && effectOfStep(plan.nodes.get(step.nodeId)?.definition, step.input) === "read";
}

function attention(state: RunState, at: number, decision: Decision): void {
  if (state.status !== "needs_attention") decision.events.push({ type: "run.needsAttention", at });
}

function finished(state: RunState, at: number, { status, error }: Ending): RunEventBody {
  return { type: "run.finished", at, status, handledErrors: state.handledErrors, ...(error && { error }) };
}

const handlingOf = (found: PlanNode | undefined) => found?.node.onError ?? "stop";

function failedByPerson(step: StepState, found: PlanNode | undefined, at: number): RunEventBody {
  const error = step.error ?? { code: "step.resolvedAsFailed" as const, values: {}, nodeId: step.nodeId };
  return { type: "step.failed", at, key: step.key, nodeId: step.nodeId, error, handled: handlingOf(found) };
}

/** The ordinary case: start what is ready, skip what cannot come any more, see whether anything is left. */
function advance(state: RunState, around: Surroundings, course: Course, decision: Decision): void {
  const { now, inFlight } = around;
  for (const found of course.open()) {
    const { id } = found.node;
    const step = state.steps.get(id);
    if (inFlight.has(id) || step?.status === "running") continue;
    const here = { at: now, key: id, nodeId: id };
    if (step?.resolved === "fail" && step.status === "pending") decision.events.push(failedByPerson(step, found, now));
    else if (step?.status === "waiting") waitOrStart(step, around, decision);
    else if (step?.resolved === "retry") decision.start.push({ key: id, nodeId: id, attempt: step.attempts + 1 });
    else {
      const readiness = readinessOf(found, course);
      if (readiness === "ready") decision.start.push({ key: id, nodeId: id, attempt: (step?.attempts ?? 0) + 1 });
      else decision.events.push({ type: "step.skipped", ...here, because: readiness });
    }
  }
  const idle =
    decision.events.length === 0 && decision.start.length === 0 && inFlight.size === 0 && decision.wakeAt === undefined;
  if (!idle) return;
  if (course.doubtful) attention(state, now, decision);
  else if (!course.unfinished) decision.events.push(finished(state, now, { status: "succeeded" }));
}

function waitOrStart(step: StepState, { now, woken }: Surroundings, decision: Decision): void {
  const until = step.until ?? now;
  if (until <= now || (woken && step.waitingFor !== "retry"))
    decision.start.push({ key: step.key, nodeId: step.nodeId, attempt: step.attempts + 1 });
  else decision.wakeAt = Math.min(decision.wakeAt ?? until, until);
}

type Readiness = "ready" | "dead" | "disabled" | "otherTrigger";

/** Of a step without an open link. */
function readinessOf(found: PlanNode, course: Course): Readiness {
  if (found.trigger) return "otherTrigger";
  if (!course.isLive(found)) return "dead";
  return found.node.disabled ? "disabled" : "ready";
}
