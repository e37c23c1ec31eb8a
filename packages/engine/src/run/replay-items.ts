import type { Json } from "../json.js";
import type { Plan } from "../plan/plan.js";
import type { RunEvent, RunEventBody } from "./events.js";
import { emptyRunState, fold } from "./fold.js";
import { tellsOf } from "./item-ranges.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import { behind, sameLoops, takeOver, triggerGone, type ReplayRefusal } from "./replay.js";
import { effectOfStep } from "./retry.js";
import type { LoopState, StepState } from "./state.js";
import { halfLoop, takenAt, type ItemsWord, type Original } from "./taken-loop.js";

/** Which items of a loop a person means, and what is to become of them. `rest`: those of which nothing has taken effect. */
export interface ItemsWish {
  items: readonly number[] | "failed" | "rest";
  action: "retry" | "skip";
  /** In the place of the one item that is meant. */
  data?: Json;
  by?: string;
}

/** Why items cannot be changed as was asked. */
export type ItemsRefusal =
  | { code: "notLoop" }
  /** The version to run has no such loop there. */
  | { code: "loopGone"; step: string }
  /** Its items are to be found in the run from which it was taken over. */
  | { code: "takenOver"; runId: string }
  | { code: "noItem"; index: number; count: number }
  /** Under way, or waiting for a person's word about one of its steps. */
  | { code: "busy"; index: number }
  /** Only failed items are done again, and what has come through is not left out. */
  | { code: "notFailed"; index: number }
  | { code: "ended"; index: number }
  /** Nothing there that could be meant. */
  | { code: "nothing" };

/**
 * Items of a run that has ended, done again in a new one: what ran beside the loop and before it is taken over, and so are
 * the loop's other items, of which those that have not begun go on only where the loop was stopped by an item's failure or
 * the wish is for the rest; what comes after the loop runs again, all of it in the version `plan`. Of a loop inside another one's item that item is opened
 * again for it, as far as it had come before the inner loop. `inside`: the events of that outermost item.
 */
export function replayItems(
  ended: Original,
  plan: Plan,
  key: string,
  wish: ItemsWish,
  at: number,
  inside: readonly RunEvent[] = [],
): { taken: RunEventBody[] } | { refuse: ReplayRefusal | ItemsRefusal } {
  const { nodeId, indexes } = partsOfKey(key);
  const around = ended.plan.nodes.get(nodeId)?.loops ?? [];
  if (indexes.length !== around.length) return { refuse: { code: "inLoop", step: nodeId, loop: around[0] ?? nodeId } };
  const original = opened(ended, around, indexes, inside);
  const step = original.state.steps.get(key);
  const elsewhere = step?.loop ? undefined : takenFromOf(ended, key, around);
  if (elsewhere !== undefined) return { refuse: { code: "takenOver", runId: elsewhere } };
  if (!step?.loop) return { refuse: { code: "notLoop" } };
  const { loop } = step;
  const gone = loopGone(ended, plan, nodeId);
  if (gone) return { refuse: gone };
  const isRest = wish.items === "rest";
  const touched = isRest ? touchedItems(original, key) : new Set<number>();
  const chosen = chosenItems(loop, wish, (index) => touched.has(index));
  if ("refuse" in chosen) return chosen;
  const meant = new Set(chosen.indexes);
  const doubt = doubtBesides(original, key, goesOn(step) && !isRest ? (index) => meant.has(index) : () => true);
  if (doubt !== undefined) return { refuse: { code: "doubt", step: doubt } };
  const taken: RunEventBody[] = [];
  [...around, nodeId].forEach((id, depth) => {
    const path = pathTo(pathOf(key), depth);
    const here = original.state.steps.get(id + path);
    if (!here?.loop) return;
    const isMeant = id === nodeId;
    const words = isMeant ? wordsOf(loop, wish, chosen.indexes) : [];
    const only = isMeant ? meant : new Set(indexes.slice(depth, depth + 1));
    const others = goesOn(here) && !(isMeant && isRest) ? undefined : only;
    taken.push(...takeOver(original, plan, behind(plan, id), at, { loop: around[depth - 1], path }));
    for (const event of halfLoop(original, plan, here, here.loop, words, others))
      taken.push(takenAt(event, original.runId, at));
  });
  return { taken };
}

/**
 * A loop that its own item stopped goes on once that is mended. One that people or a failure beside it ended does not:
 * whoever repeats one letter of a mailing that was cancelled means that one.
 */
const goesOn = ({ status }: StepState): boolean => status === "failed";

/** Items that were cut off after something of them had taken effect, or may have: begun anew, they would do it twice. */
function touchedItems({ plan, state }: Original, loopKey: string): Set<number> {
  const touched = new Set<number>();
  for (const { key, nodeId, status, input, childRunId } of state.steps.values()) {
    const index = itemOf(plan, loopKey, nodeId, key);
    if (index === undefined) continue;
    const isDone = status === "succeeded" && effectOfStep(plan.nodes.get(nodeId)?.definition, input) !== "read";
    if (isDone || status === "unknown" || childRunId !== undefined) touched.add(index);
  }
  return touched;
}

/** The item of this loop in which the step is, at whatever depth. */
function itemOf(plan: Plan, loopKey: string, nodeId: string, key: string): number | undefined {
  const loop = partsOfKey(loopKey);
  const isInside =
    plan.nodes.get(nodeId)?.loops.includes(loop.nodeId) === true && pathOf(key).startsWith(pathOf(loopKey));
  return isInside ? partsOfKey(key).indexes[loop.indexes.length] : undefined;
}

/** Why the version cannot go on with items of the run. */
function loopGone(ended: Original, plan: Plan, nodeId: string): ReplayRefusal | ItemsRefusal | undefined {
  const [before, after] = [ended.plan.nodes.get(nodeId), plan.nodes.get(nodeId)];
  const isThere = before && after?.definition?.loop && after.node.disabled !== true && sameLoops(before, after);
  return isThere ? triggerGone(ended, plan) : { code: "loopGone", step: nodeId };
}

/** As it stood before the items around came to their last end. */
function opened(
  original: Original,
  around: readonly string[],
  indexes: readonly number[],
  inside: readonly RunEvent[],
): Original {
  if (around.length === 0) return original;
  const bySeq = new Map([...original.events, ...inside].map((event) => [event.seq, event]));
  around.forEach((loop, depth) => {
    const loopKey =
      loop +
      indexes
        .slice(0, depth)
        .map((index) => `[${index}]`)
        .join("");
    let last: number | undefined;
    for (const event of bySeq.values())
      if (event.type === "item.settled" && event.key === loopKey && event.index === indexes[depth])
        last = Math.max(last ?? 0, event.seq);
    if (last !== undefined) bySeq.delete(last);
  });
  const events = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  return { ...original, events, state: fold(emptyRunState, events) };
}

/** The run in whose log the items are: this one has taken the loop, or an item around it, over from there. */
function takenFromOf({ state, events }: Original, key: string, around: readonly string[]): string | undefined {
  const outermost = around[0] ?? key;
  const [index] = partsOfKey(key).indexes;
  const last = events.findLast((event) => isEndOf(event, outermost, index));
  return state.steps.get(outermost)?.takenFrom ?? (last && "takenFrom" in last ? last.takenFrom : undefined);
}

const isEndOf = (event: RunEvent, key: string, index: number | undefined): boolean =>
  (event.type === "item.settled" && event.key === key && event.index === index) ||
  (event.type === "items.taken" && event.key === key && index !== undefined && tellsOf(event, index));

/** The items that are meant, or why not. `busy`: under way in the run as it is. */
export function chosenItems(
  loop: LoopState,
  { items, action }: ItemsWish,
  busy: (index: number) => boolean,
): { indexes: number[] } | { refuse: ItemsRefusal } {
  if (items === "failed") return some([...loop.items.all("failed")]);
  if (items === "rest") return some([...openItems(loop)].filter((index) => !busy(index)));
  for (const index of items) {
    if (!Number.isInteger(index) || index < 0 || index >= loop.count)
      return { refuse: { code: "noItem", index, count: loop.count } };
    const end = loop.items.at(index);
    if (action === "retry" && busy(index)) return { refuse: { code: "busy", index } };
    if (action === "retry" && (end === "succeeded" || end === "skipped"))
      return { refuse: { code: "notFailed", index } };
    if (action === "skip" && busy(index)) return { refuse: { code: "busy", index } };
    if (action === "skip" && (end === "succeeded" || end === "skipped")) return { refuse: { code: "ended", index } };
  }
  return some([...new Set(items)]);
}

const some = (indexes: number[]) => (indexes.length === 0 ? { refuse: { code: "nothing" as const } } : { indexes });

function* openItems(loop: LoopState): Iterable<number> {
  for (let index = loop.items.nextOpen(0); index < loop.count; index = loop.items.nextOpen(index + 1)) yield index;
}

/**
 * What the person says of the items. Where a failure has stopped the loop, going on with the rest leaves the failed ones
 * out, or it would stop again at once.
 */
function wordsOf(loop: LoopState, { items, action, data, by }: ItemsWish, indexes: number[]): ItemsWord[] {
  const word = { type: "items.changed" as const, ...(by !== undefined && { by }) };
  if (items !== "rest" || action === "skip") return [{ ...word, indexes, action, ...(data !== undefined && { data }) }];
  const failed = loop.onItemError === "stop" ? [...loop.items.all("failed")] : [];
  return failed.length === 0 ? [] : [{ ...word, indexes: failed, action: "skip" }];
}

/** A step of which nobody knows the outcome and that would be done again unasked. `isMeant`: the item may be, or does not begin. */
function doubtBesides(
  { plan, state }: Original,
  loopKey: string,
  isMeant: (index: number) => boolean,
): string | undefined {
  for (const { status, key, nodeId } of state.steps.values()) {
    if (status !== "unknown") continue;
    const index = itemOf(plan, loopKey, nodeId, key);
    if (index === undefined || !isMeant(index)) return nodeId;
  }
  return undefined;
}
