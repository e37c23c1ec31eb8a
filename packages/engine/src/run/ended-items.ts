import type { Plan } from "../plan/plan.js";
import { partsOfKey, pathTo } from "./keys.js";
import type { RunState } from "./state.js";

/** Whether an item around the step has come to its end: that of its steps, or a person has left it out. */
export function liesInEndedItem({ steps }: RunState, plan: Plan, key: string): boolean {
  const from = key.indexOf("[");
  if (from < 0) return false;
  const { nodeId, indexes } = partsOfKey(key);
  const path = key.slice(from);
  return (plan.nodes.get(nodeId)?.loops ?? []).some((loop, depth) => {
    const around = steps.get(loop + pathTo(path, depth));
    return around?.loop?.items.at(indexes[depth] ?? 0) !== undefined;
  });
}
