import type { Plan } from "../plan/plan.js";
import type { RunEvent, RunEventBody } from "./events.js";
import { leftOut, takenEnds } from "./item-ranges.js";
import { loopParamsIn } from "./loop-params.js";
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

/**
 * The loop's beginning, how its items ended so far, and after that what is to become of them (`words`). `only`: of those
 * that have not ended no others begin.
 */
export function halfLoop(
  original: Original,
  plan: Plan,
  step: StepState,
  loop: LoopState,
  words: ItemsWord[],
  only?: ReadonlySet<number>,
): RunEventBody[] {
  const { key, nodeId } = step;
  // Who is simply done again is as one that has not begun: nothing is told of what may be a hundred thousand.
  const isAgain = ({ action, data }: ItemsWord) => action === "retry" && data === undefined;
  const begins = new Set(words.filter(isAgain).flatMap(({ indexes }) => indexes));
  const told = [...changedData(loop, words, only), ...words.filter((word) => !isAgain(word))];
  const hasEnd = (index: number) => loop.items.at(index) !== undefined && !begins.has(index);
  // Only what has an end is done again with other data.
  const failed = told.flatMap(({ data, indexes }) => (data === undefined ? [] : indexes.filter((one) => !hasEnd(one))));
  const ends = failed.map((index): RunEventBody => ({ type: "item.settled", at: 0, key, nodeId, index, as: "failed" }));
  const said = told.map((word): RunEventBody => ({ ...word, at: 0, key, nodeId }));
  const kept = [...takenEnds(original.events, key, loop, hasEnd), ...(only ? leftOut(loop, only) : [])];
  const taken = kept.map((ranges): RunEventBody => ({ type: "items.taken", at: 0, key, nodeId, ends: ranges }));
  return [loopBegun(plan, step, loop), ...taken, ...ends, ...said];
}

/**
 * Data that a person gave items in the original run: those that run again keep them, unless `words` bring newer ones.
 */
function changedData(loop: LoopState, words: readonly ItemsWord[], only?: ReadonlySet<number>): ItemsWord[] {
  const isNew = new Set(words.flatMap(({ data, indexes }) => (data === undefined ? [] : indexes)));
  const again = new Set(words.flatMap(({ action, indexes }) => (action === "retry" ? indexes : [])));
  const left = new Set(words.flatMap(({ action, indexes }) => (action === "skip" ? indexes : [])));
  return [...(loop.data ?? [])].flatMap(([index, data]): ItemsWord[] => {
    const begins = loop.items.at(index) === undefined && !left.has(index) && only?.has(index) !== false;
    const runs = again.has(index) || begins;
    return runs && !isNew.has(index) ? [{ type: "items.changed", indexes: [index], action: "retry", data }] : [];
  });
}

/** By the version that runs now, over the items that there were. */
function loopBegun(plan: Plan, step: StepState, loop: LoopState): RunEventBody {
  const { key, nodeId, input = null, censored } = step;
  const { count } = loop;
  const body = [...(plan.frames.get(nodeId)?.order ?? [])];
  return {
    type: "step.started",
    at: 0,
    key,
    nodeId,
    attempt: 1,
    input,
    ...(censored && { censored }),
    loop: { count, ...loopParamsIn(plan.nodes.get(nodeId)?.node.params ?? {}, loop), body },
  };
}
