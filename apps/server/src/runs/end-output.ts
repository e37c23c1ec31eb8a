import { linkOf, type Json, type Plan, type RunState } from "@leeway/engine";

/** The output of the one step at the end; of several, each under its node's id. */
export function endOutput(plan: Plan, state: RunState): Json {
  const ends = [...state.steps.values()].filter(({ status, nodeId }) => {
    const outgoing = plan.nodes.get(nodeId)?.outgoing ?? [];
    return status === "succeeded" && !outgoing.some((edge) => linkOf(plan, edge, state) === "live");
  });
  const [only] = ends;
  if (ends.length === 1 && only) return only.output ?? null;
  return Object.fromEntries(ends.map(({ nodeId, output }) => [nodeId, output ?? null]));
}
