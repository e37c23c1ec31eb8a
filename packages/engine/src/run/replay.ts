import type { Plan, PlanNode } from "../plan/plan.js";
import type { RunEventBody } from "./events.js";
import { partsOfKey } from "./keys.js";
import type { StepState } from "./state.js";
import { takenAt, takenLoop, type Original } from "./taken-loop.js";

export type { Original } from "./taken-loop.js";

/** Why a run cannot be replayed as was asked. `step`, `loop`: ids of nodes. */
export type ReplayRefusal =
  /** The version to run has no such step. */
  | { code: "noStep"; step: string }
  /** Only the whole loop can begin anew. */
  | { code: "inLoop"; step: string; loop: string }
  /** Nobody knows whether it took effect, and it would be sent again, or taken for done. */
  | { code: "doubt"; step: string }
  /** It has not ended: what is under way would be done twice. */
  | { code: "open" }
  /** The version to run has not the trigger whose payload is there. */
  | { code: "noTrigger"; step: string };

export type Taken = { taken: RunEventBody[] } | { refuse: ReplayRefusal };

/**
 * A whole run once more: nothing of it is taken over but what started it. `rehearsal`: the new run sends nothing to anybody,
 * so that one which goes on beside it does no harm.
 */
export function replayWhole(original: Original, plan: Plan, { rehearsal = false } = {}): Taken {
  const refuse = triggerGone(original, plan) ?? (rehearsal ? undefined : goingOn(original));
  return refuse ? { refuse } : { taken: [] };
}

/**
 * What a replay takes over, as events that follow its first one. The step and all behind it run again, as do failed and
 * cancelled ones; the other succeeded and skipped ones are taken over, as far as this version still has them. What cannot
 * be taken over runs again.
 */
export function replayFrom(original: Original, plan: Plan, from: string, at: number): Taken {
  const refuse = triggerGone(original, plan) ?? misplaced(plan, from);
  if (refuse) return { refuse };
  if (from === original.state.trigger) {
    const open = goingOn(original);
    return open ? { refuse: open } : { taken: [] };
  }
  const again = behind(plan, from);
  const doubt = doubtIn(original, again);
  if (doubt) return { refuse: doubt };
  return { taken: takeOver(original, plan, again, at) };
}

/** Events for all steps that do not run again, sources before targets: outside of loops, or in one item of a loop. */
export function takeOver(
  original: Original,
  plan: Plan,
  again: ReadonlySet<string>,
  at: number,
  { loop = "", path = "" }: { loop?: string | undefined; path?: string } = {},
): RunEventBody[] {
  const { state, runId } = original;
  const running = new Set(again);
  const taken: RunEventBody[] = [];
  for (const id of plan.frames.get(loop)?.order ?? []) {
    if (id === state.trigger) continue;
    const step = state.steps.get(id + path);
    const changed = plan.ancestors(id).some((before) => running.has(before));
    const events =
      running.has(id) || !step || !fits(original, plan, id) ? [] : eventsFor(original, plan, step, changed);
    if (events.length === 0) running.add(id);
    for (const event of events) taken.push(takenAt(event, runId, at));
  }
  return taken;
}

/** `changed`: something before the step runs again. */
function eventsFor(original: Original, plan: Plan, step: StepState, changed: boolean): RunEventBody[] {
  const { key, nodeId, input, output = null, port = "main", startedAt: at = 0, note } = step;
  if (step.status === "succeeded") {
    const responds = original.state.respondedBy === key;
    // What was passed is passed again: there is nothing that it gave.
    const passed = note === "unneeded" && { note };
    const more = { ...(input !== undefined && { input }), ...(responds && { responds }), ...passed };
    return [{ type: "step.succeeded", at, key, nodeId, output, port, ...more }];
  }
  // What has had no effect is decided anew where anything about it may be different.
  if (changed) return [];
  if (step.status === "skipped")
    return original.plan === plan ? [{ type: "step.skipped", at, key, nodeId, because: "takenOver" }] : [];
  return step.loop ? takenLoop(original, plan, step, step.loop) : [];
}

/** Whether the version still has the step as the one that has run. */
function fits({ plan: then }: Original, now: Plan, id: string): boolean {
  const [before, after] = [then.nodes.get(id), now.nodes.get(id)];
  if (!before || !after) return false;
  if (then === now) return true;
  return before.node.type === after.node.type && sameLoops(before, after) && after.node.disabled !== true;
}

/** Whether a node lies in the same loops in both versions. */
export const sameLoops = (before: PlanNode, after: PlanNode): boolean =>
  before.loops.length === after.loops.length && before.loops.every((loop, depth) => loop === after.loops[depth]);

/** The step and all to which links lead from it, as far as they are in its frame. */
export function behind(plan: Plan, from: string): Set<string> {
  const around = (id: string) => plan.nodes.get(id)?.loops.at(-1);
  const found = new Set([from]);
  for (const id of found)
    for (const { target } of plan.nodes.get(id)?.outgoing ?? []) if (around(target) === around(from)) found.add(target);
  return found;
}

/** The version to run cannot begin with what began the run. */
export function triggerGone({ plan: then, state: { trigger } }: Original, now: Plan): ReplayRefusal | undefined {
  const found = now.nodes.get(trigger);
  const same = found && found.node.type === then.nodes.get(trigger)?.node.type && found.node.disabled !== true;
  return same || then === now ? undefined : { code: "noTrigger", step: trigger };
}

function misplaced(plan: Plan, from: string): ReplayRefusal | undefined {
  const { nodeId, indexes } = partsOfKey(from);
  const found = plan.nodes.get(nodeId);
  if (!found) return { code: "noStep", step: from };
  const loop = found.loops[0] ?? (indexes.length > 0 ? nodeId : undefined);
  return loop === undefined ? undefined : { code: "inLoop", step: nodeId, loop };
}

/**
 * A doubt is never taken for an outcome, nor sent again without a person's word: which is given by naming the step, or one
 * before it, of a run that has ended and where nothing else can settle it.
 */
function doubtIn({ plan, state }: Original, again: ReadonlySet<string>): ReplayRefusal | undefined {
  const over = state.finishedAt !== undefined;
  for (const { status, nodeId } of state.steps.values()) {
    if (status !== "unknown") continue;
    const outermost = plan.nodes.get(nodeId)?.loops[0] ?? nodeId;
    if (!over || !again.has(outermost)) return { code: "doubt", step: nodeId };
  }
  return over ? undefined : { code: "open" };
}

/** Why all of a run cannot be done again: it goes on, and everything would be sent by both. */
const goingOn = (original: Original): ReplayRefusal | undefined =>
  doubtIn(original, new Set(original.plan.nodes.keys()));
