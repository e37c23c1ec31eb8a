import { begunItems } from "./begun-items.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import type { LoopState, RunState, StepState } from "./state.js";

type Known = Pick<RunState, "steps" | "handledErrors">;

/** Errors of an item's steps, and of items inside it, that were handled there, as far as the state has its steps. */
export function handledIn(run: Known, loopKey: string, { body }: LoopState, index: number): number {
  if (run.handledErrors === 0) return 0;
  const path = `${pathOf(loopKey)}[${index}]`;
  let count = 0;
  for (const id of body) {
    const step = run.steps.get(id + path);
    if (step?.status === "failed" && step.handled !== "stop") count += 1;
    if (step?.loop) count += handledInLoop(run, step.key, step.loop);
  }
  return count;
}

function handledInLoop(run: Known, key: string, loop: LoopState): number {
  const { count, succeeded, failed, skipped, handled = 0, onItemError } = loop;
  let all = handled + (onItemError === "continue" ? failed : 0);
  if (succeeded + failed + skipped === count) return all;
  // Cut off with what is around it: some of its items have begun and never ended.
  for (const index of begunItems(run, key, loop))
    if (loop.items.at(index) === undefined) all += handledIn(run, key, loop, index);
  return all;
}

/**
 * Whether an item around the step has its end already: a person has left it out just when it began, and what goes wrong in
 * what was in flight counts no more.
 */
export function isLeftOut({ steps }: Pick<RunState, "steps">, { key, nodeId }: Place): boolean {
  const { indexes } = partsOfKey(key);
  const index = indexes.at(-1);
  if (index === undefined) return false;
  const path = pathTo(pathOf(key), indexes.length - 1);
  for (const around of steps.values())
    if (around.loop?.body.includes(nodeId) && pathOf(around.key) === path)
      return around.loop.items.at(index) !== undefined || isLeftOut({ steps }, around);
  return false;
}

type Place = Pick<StepState, "key" | "nodeId">;

/** What an item's end says of them: whoever reads it without the item's steps knows of them as well. */
export function handledFacts(run: Known, loopKey: string, index: number): { handledErrors?: number } {
  const loop = run.steps.get(loopKey)?.loop;
  const handledErrors = loop ? handledIn(run, loopKey, loop, index) : 0;
  return handledErrors > 0 ? { handledErrors } : {};
}

/** Those of an item that has ended. Of one that is left out, or done again, what was before counts no more. */
export function handledOf({ items, handledBy }: LoopState, index: number): number {
  const end = items.at(index);
  return end === "succeeded" || end === "failed" ? (handledBy?.get(index) ?? 0) : 0;
}
