import type { Plan } from "../plan/plan.js";
import type { RunEvent, RunEventBody } from "./events.js";
import { partsOfKey } from "./keys.js";
import type { LoopState, RunState, StepState } from "./state.js";

/** The run that is replayed: by its own version, as far as it has come. */
export interface Original {
  runId: string;
  plan: Plan;
  state: RunState;
  /** Of its log, those that still matter. */
  events: readonly RunEvent[];
}

/**
 * The event as the new run logs it: at this time, and naming the run it comes from, unless a person says it only now.
 */
export function takenAt(event: RunEventBody, takenFrom: string, at: number): RunEventBody {
  return event.type === "items.changed" ? { ...event, at } : ({ ...event, at, takenFrom } as RunEventBody);
}

type Settled = Extract<RunEvent, { type: "item.settled" }>;

/** What a person says of items. */
export type ItemsWord = Omit<Extract<RunEventBody, { type: "items.changed" }>, "key" | "nodeId" | "at">;

/**
 * A loop that has not come through, taken over half: the items that came through or were left out stay, those that failed
 * or were cut off are done again.
 */
export function takenLoop(original: Original, plan: Plan, step: StepState, loop: LoopState): RunEventBody[] {
  const failed = [...loop.items.all("failed")];
  const words =
    failed.length === 0 ? [] : [{ type: "items.changed" as const, indexes: failed, action: "retry" as const }];
  return halfLoop(original, plan, step, loop, words);
}

/** The loop's beginning, how its items ended so far, and after that what is to become of them (`words`). */
export function halfLoop(
  original: Original,
  plan: Plan,
  step: StepState,
  loop: LoopState,
  words: ItemsWord[],
): RunEventBody[] {
  const { key, nodeId } = step;
  // Who is simply done again is as one that has not begun: nothing is told of what may be a hundred thousand.
  const isAgain = ({ action, data }: ItemsWord) => action === "retry" && data === undefined;
  const begins = new Set(words.filter(isAgain).flatMap(({ indexes }) => indexes));
  const told = [...changedData(loop, words), ...words.filter((word) => !isAgain(word))];
  const hasEnd = (index: number) => loop.items.at(index) !== undefined && !begins.has(index);
  // Only what has an end is done again with other data.
  const failed = told.flatMap(({ data, indexes }) => (data === undefined ? [] : indexes.filter((one) => !hasEnd(one))));
  const ends = failed.map((index): RunEventBody => ({ type: "item.settled", at: 0, key, nodeId, index, as: "failed" }));
  const said = told.map((word): RunEventBody => ({ ...word, at: 0, key, nodeId }));
  return [loopBegun(plan, step, loop), ...itemEndsOf(original.events, key, loop, hasEnd), ...ends, ...said];
}

/**
 * Data that a person gave items in the original run: those that run again keep them, unless `words` bring newer ones.
 */
function changedData(loop: LoopState, words: readonly ItemsWord[]): ItemsWord[] {
  const isNew = new Set(words.flatMap(({ data, indexes }) => (data === undefined ? [] : indexes)));
  const again = new Set(words.flatMap(({ action, indexes }) => (action === "retry" ? indexes : [])));
  const left = new Set(words.flatMap(({ action, indexes }) => (action === "skip" ? indexes : [])));
  return [...(loop.data ?? [])].flatMap(([index, data]): ItemsWord[] => {
    const runs = again.has(index) || (loop.items.at(index) === undefined && !left.has(index));
    return runs && !isNew.has(index) ? [{ type: "items.changed", indexes: [index], action: "retry", data }] : [];
  });
}

/** By the version that runs now, over the items that there were. */
function loopBegun(plan: Plan, step: StepState, loop: LoopState): RunEventBody {
  const { key, nodeId, input = null, censored } = step;
  const { count, concurrency, onItemError } = loop;
  const body = [...(plan.frames.get(nodeId)?.order ?? [])];
  return {
    type: "step.started",
    at: 0,
    key,
    nodeId,
    attempt: 1,
    input,
    ...(censored && { censored }),
    loop: { count, concurrency, onItemError, body },
  };
}

/** How the items ended that keep their end, by the last that the log says of each. */
function itemEndsOf(
  events: readonly RunEvent[],
  key: string,
  loop: LoopState,
  hasEnd: (index: number) => boolean,
): RunEventBody[] {
  const last = new Map<number, Settled>();
  for (const event of events) if (event.type === "item.settled" && event.key === key) last.set(event.index, event);
  const { nodeId } = partsOfKey(key);
  const ends: RunEventBody[] = [];
  for (let index = 0; index < loop.count; index++) {
    const as = loop.items.at(index);
    if (as === undefined || !hasEnd(index)) continue;
    const settled = last.get(index);
    const { result, error } = settled?.as === as ? settled : {};
    const more = { ...(result !== undefined && { result }), ...(error && { error }) };
    ends.push({ type: "item.settled", at: 0, key, nodeId, index, as, ...more });
  }
  return ends;
}
