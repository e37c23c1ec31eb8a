import type { Plan } from "../plan/plan.js";
import type { RunEventBody } from "./events.js";
import { emptyRunState, fold } from "./fold.js";
import { partsOfKey, pathOf, pathTo } from "./keys.js";
import type { RunState } from "./state.js";

/**
 * Which steps of a run its repetition takes over as they were, by what it takes over (`taken`): those are not performed again,
 * and what they have started is not started again. `plan`: that of the version to run.
 */
export function takenSteps(plan: Plan, taken: readonly RunEventBody[]): (key: string) => boolean {
  if (taken.length === 0) return () => false;
  let known: RunState["steps"] | undefined;
  // Only where somebody asks: of a run that has called nothing a hundred thousand items are not read for nothing.
  const read = () =>
    fold(
      emptyRunState,
      taken.map((event, index) => ({ ...event, seq: index + 1 })),
    ).steps;
  return (key) => {
    const steps = (known ??= read());
    const { nodeId, indexes } = partsOfKey(key);
    const path = pathOf(key);
    const loops = plan.nodes.get(nodeId)?.loops ?? [];
    const around = loops.map((loop, depth) => steps.get(loop + pathTo(path, depth)));
    const ended = around.some((loop, depth) => loop?.loop?.items.at(indexes[depth] ?? -1) !== undefined);
    return ended || [...around, steps.get(key)].some((step) => step?.status === "succeeded");
  };
}
