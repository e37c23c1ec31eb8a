import type { PlanNode } from "../plan/plan.js";
import type { Course } from "./course.js";
import type { RunEventBody } from "./events.js";
import { handledFacts } from "./handled.js";
import type { LoopCourse } from "./loop-course.js";
import { collects, endOfLoop } from "./loop-end.js";
import type { LoopState, RunState, StepState } from "./state.js";
import type { Ending, Turn } from "./turn.js";
import { waitOrStart } from "./waits.js";

const open = new Set(["pending", "waiting"]);

/**
 * The ordinary case, for the steps outside of loops or for those of one item: what is ready begins, what is dead is
 * skipped.
 */
export function advanceFrame(turn: Turn, course: Course): void {
  const { state, now, inFlight, decision } = turn;
  for (const place of course.open) {
    const found = course.step(place);
    if (!found) continue;
    const { id } = found.node;
    const key = id + course.path;
    const step = state.steps.get(key);
    if (step?.loop && step.status === "running") {
      // Taken over half, it has begun before what leads to it may have: a version may have more there than the run had.
      if (!state.replayOf || course.isReached(id)) advanceLoop(turn, course.loop(id), found, step, step.loop);
    } else if (inFlight.has(key) || step?.status === "running") turn.moving += 1;
    else if (step?.resolved === "fail" && step.status === "pending")
      decision.events.push(failedByPerson(step, found, now));
    else if (step?.status === "waiting") waitOrStart(turn, step);
    else if (step?.resolved === "retry") decision.start.push({ key, nodeId: id, attempt: step.attempts + 1 });
    else {
      const readiness = readinessOf(found, course);
      if (readiness === "ready") decision.start.push({ key, nodeId: id, attempt: (step?.attempts ?? 0) + 1 });
      else decision.events.push({ type: "step.skipped", at: now, key, nodeId: id, because: readiness });
    }
  }
}

type Readiness = "ready" | "dead" | "disabled" | "otherTrigger";

/** Of a step without an open link. */
function readinessOf(found: PlanNode, course: Course): Readiness {
  if (found.trigger) return "otherTrigger";
  if (!course.isLive(found)) return "dead";
  return found.node.disabled ? "disabled" : "ready";
}

/** The same steps where nothing new may begin: what is in flight is waited for, everything else is cancelled. */
export function endFrame(turn: Turn, course: Course, ending: Ending): void {
  const { state, now, inFlight, decision } = turn;
  for (const found of course.nodes) {
    const { id } = found.node;
    const key = id + course.path;
    const step = state.steps.get(key);
    if (step?.loop && step.status === "running") endLoop(turn, course.loop(id), step, ending);
    else if (step && !open.has(step.status)) turn.moving += Number(inFlight.has(key));
    else if (step?.resolved === "retry" && ending.status !== "cancelled") {
      if (inFlight.has(key)) turn.moving += 1;
      else waitOrStart(turn, step);
    } else if (inFlight.has(key)) {
      turn.moving += 1;
      // What only computes has begun when its answer is awaited, and ends by itself where nobody wants it to end.
      if (ending.status === "cancelled" || found.definition?.kind !== "logic") decision.abort.push(key);
    } else if (step?.resolved === "fail") decision.events.push(failedByPerson(step, found, now));
    else decision.events.push({ type: "step.cancelled", at: now, key, nodeId: id });
  }
}

/** The step that ends a frame with its failure. */
export function failureIn(state: RunState, course: Course): StepState | undefined {
  for (const { node } of course.nodes) {
    const step = state.steps.get(node.id + course.path);
    if (step?.status === "failed" && step.handled === "stop") return step;
  }
  return undefined;
}

/** What follows from the step's failure. */
export const handlingOf = (found: PlanNode | undefined) => found?.node.onError ?? "stop";

function failedByPerson(step: StepState, found: PlanNode | undefined, at: number): RunEventBody {
  const error = step.error ?? { code: "step.resolvedAsFailed" as const, values: {}, nodeId: step.nodeId };
  return { type: "step.failed", at, key: step.key, nodeId: step.nodeId, error, handled: handlingOf(found) };
}

/**
 * Moves the items of a loop that are under way, begins as many as there is room for, and ends the loop when none is left.
 * An item of which only a person can say more takes no room; after a failure that nothing allows, none begins but those
 * that a person wants done again.
 */
function advanceLoop(turn: Turn, items: LoopCourse<Course>, found: PlanNode, step: StepState, loop: LoopState): void {
  for (const [index, course] of items.active) advanceItem(turn, items, found, step, index, course);
  const halted = loop.onItemError === "stop" && loop.failed > 0;
  while (items.active.size < loop.concurrency) {
    const back = items.takeBack();
    if (back) {
      advanceItem(turn, items, found, step, back.index, back.course);
      continue;
    }
    const index = halted ? items.wanted(loop) : items.next(loop.items);
    if (index === undefined) break;
    advanceItem(turn, items, found, step, index, items.begin(index));
  }
  if (items.isEmpty && (halted || loop.items.nextOpen(0) === loop.count))
    turn.decision.events.push(
      endOfLoop(step, loop, found, { halted, handled: handlingOf(found), at: turn.now, limit: turn.outputSize }),
    );
}

function advanceItem(
  turn: Turn,
  items: LoopCourse<Course>,
  found: PlanNode,
  step: StepState,
  index: number,
  course: Course,
): void {
  const { state, decision, now } = turn;
  const before = turn.stirred;
  // Left out by a person just when it began: what is in flight comes to its end, and nothing else of it does.
  const left = step.loop?.items.at(index) !== undefined;
  const failed = course.stopped;
  if (left) endFrame(turn, course, { status: "cancelled" });
  else if (failed) endFrame(turn, course, { status: "failed" });
  else advanceFrame(turn, course);
  if (turn.stirred > before) return;
  if (left) return items.drop(index);
  // Nothing of it moves, and not all of it has ended: somebody has to say what became of a step.
  if (course.doubtful || (!failed && course.unfinished)) return items.park(index);
  const { key, nodeId } = step;
  if (!failed && collects(found)) return void decision.collect.push({ key, nodeId, index });
  const error = failed ? failureIn(state, course)?.error : undefined;
  const as = failed ? "failed" : "succeeded";
  const facts = { ...(error && { error }), ...handledFacts(state, key, index) };
  decision.events.push({ type: "item.settled", at: now, key, nodeId, index, as, ...facts });
}

/** Part of the end of a run, or of the item around: no item begins, and the loop ends when the last one has. */
function endLoop(turn: Turn, items: LoopCourse<Course>, step: StepState, ending: Ending): void {
  const { decision, now } = turn;
  const before = turn.stirred;
  let doubtful = false;
  for (const course of items.all()) {
    endFrame(turn, course, ending);
    doubtful ||= course.doubtful;
  }
  if (turn.stirred > before || (doubtful && ending.status !== "cancelled")) return;
  decision.events.push({ type: "step.cancelled", at: now, key: step.key, nodeId: step.nodeId });
}
