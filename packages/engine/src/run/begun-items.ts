import { partsOfKey, pathOf } from "./keys.js";
import type { LoopState, RunState } from "./state.js";

/** Items of a loop with steps of their own in the state: they have begun and not ended. */
export function begunItems({ steps }: Pick<RunState, "steps">, loopKey: string, { body }: LoopState): Set<number> {
  const [inside, around] = [new Set(body), pathOf(loopKey)];
  const depth = partsOfKey(loopKey).indexes.length;
  const begun = new Set<number>();
  for (const { key, nodeId } of steps.values()) {
    if (!inside.has(nodeId) || !pathOf(key).startsWith(around)) continue;
    const index = partsOfKey(key).indexes[depth];
    if (index !== undefined) begun.add(index);
  }
  return begun;
}
