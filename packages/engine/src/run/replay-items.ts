import type { Json } from "../json.js";
import type { Plan } from "../plan/plan.js";
import type { RunEventBody } from "./events.js";
import { partsOfKey, pathOf } from "./keys.js";
import { behind, takeOver, type ReplayRefusal } from "./replay.js";
import type { LoopState } from "./state.js";
import { halfLoop, takenAt, type ItemsWord, type Original } from "./taken-loop.js";

/** Which items of a loop a person means, and what is to become of them. `rest`: those that have not begun. */
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
  /** Its items are to be found in the run from which it was taken over. */
  | { code: "takenOver"; runId: string }
  | { code: "noItem"; index: number }
  /** Under way, or waiting for a person's word about one of its steps. */
  | { code: "busy"; index: number }
  /** Only failed items are done again, and what has come through is not left out. */
  | { code: "notFailed"; index: number }
  | { code: "ended"; index: number }
  /** Nothing there that could be meant. */
  | { code: "nothing" };

/**
 * Items of a run that has ended, done again in a new one: what ran beside the loop and before it is taken over, and so are
 * the loop's other items; what comes after the loop runs again.
 */
export function replayItems(
  original: Original,
  plan: Plan,
  key: string,
  wish: ItemsWish,
  at: number,
): { taken: RunEventBody[] } | { refuse: ReplayRefusal | ItemsRefusal } {
  const { state, runId } = original;
  const step = state.steps.get(key);
  const { nodeId, indexes } = partsOfKey(key);
  if (indexes.length > 0) return { refuse: { code: "inLoop", step: nodeId, loop: outermost(plan, nodeId) } };
  if (step?.takenFrom !== undefined && !step.loop) return { refuse: { code: "takenOver", runId: step.takenFrom } };
  if (!step?.loop) return { refuse: { code: "notLoop" } };
  const { loop } = step;
  const chosen = chosenItems(loop, wish, () => false);
  if ("refuse" in chosen) return chosen;
  const doubt = doubtBesides(original, nodeId, new Set(Array.isArray(wish.items) ? wish.items : []));
  if (doubt !== undefined) return { refuse: { code: "doubt", step: doubt } };
  const events = halfLoop(original, plan, step, loop, wordsOf(loop, wish, chosen.indexes));
  const others = takeOver(original, plan, behind(plan, nodeId), at);
  return { taken: [...others, ...events.map((event) => takenAt(event, runId, at))] };
}

const outermost = (plan: Plan, nodeId: string) => plan.nodes.get(nodeId)?.loops[0] ?? nodeId;

/** The items that are meant, or why not. `busy`: under way in the run as it is. */
export function chosenItems(
  loop: LoopState,
  { items, action }: ItemsWish,
  busy: (index: number) => boolean,
): { indexes: number[] } | { refuse: ItemsRefusal } {
  if (items === "failed") return some([...loop.items.all("failed")]);
  if (items === "rest") return some([...openItems(loop)].filter((index) => !busy(index)));
  for (const index of items) {
    if (!Number.isInteger(index) || index < 0 || index >= loop.count) return { refuse: { code: "noItem", index } };
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

/** A step of which nobody knows the outcome and that would be done again unasked. */
function doubtBesides({ plan, state }: Original, loopId: string, chosen: ReadonlySet<number>): string | undefined {
  for (const { status, key, nodeId } of state.steps.values()) {
    if (status !== "unknown") continue;
    const inside = plan.nodes.get(nodeId)?.loops[0] === loopId;
    if (!inside || !chosen.has(partsOfKey(pathOf(key)).indexes[0] ?? -1)) return nodeId;
  }
  return undefined;
}
