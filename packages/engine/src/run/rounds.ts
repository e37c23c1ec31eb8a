import type { Plan } from "../plan/plan.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import type { RunState } from "./state.js";

/**
 * How often a person has had the items around a step done again: `0.2`, a number per loop, outer first. Part of what names
 * a run that the step starts, so that a retried item starts a new one. Nothing where no item was done again.
 */
export function roundOf(plan: Plan, state: RunState, key: string): string | undefined {
  const path = pathOf(key);
  if (path === "") return undefined;
  const { nodeId, indexes } = partsOfKey(key);
  const rounds = (plan.nodes.get(nodeId)?.loops ?? []).map((loop, depth) => {
    const around = state.steps.get(loop + pathTo(path, depth))?.loop;
    return around?.rounds?.get(indexes[depth] ?? 0) ?? 0;
  });
  return rounds.some((round) => round > 0) ? rounds.join(".") : undefined;
}
