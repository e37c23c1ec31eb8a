import type { Plan } from "../plan/plan.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import type { RunState } from "./state.js";

/**
 * Tells what a step is for now from what it was for when the items around it were done before: `0.2`, a number per loop,
 * of how often a person had that item done again. Nothing where none was.
 */
export function roundOf(plan: Plan, state: RunState, key: string): string | undefined {
  const { nodeId, indexes } = partsOfKey(key);
  if (indexes.length === 0) return undefined;
  const path = pathOf(key);
  const rounds = (plan.nodes.get(nodeId)?.loops ?? []).map((loop, depth) => {
    const around = state.steps.get(loop + pathTo(path, depth))?.loop;
    return around?.rounds?.get(indexes[depth] ?? 0) ?? 0;
  });
  return rounds.some((round) => round > 0) ? rounds.join(".") : undefined;
}
