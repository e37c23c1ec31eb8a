import { linkOf, type Json, type JsonObject, type Plan, type RunState } from "@leeway/engine";

export type Respond = "accepted" | "last" | "node";

/** What the caller of a webhook gets to know of its run. */
export type Answer =
  | { kind: "node"; status: number; headers: JsonObject; body: Json }
  | { kind: "last"; body: Json }
  | { kind: "failed" }
  /** It goes on, or waits for a person. */
  | { kind: "later" };

/** The answer that the state allows already; undefined while the caller has to wait. */
export function answerFrom(plan: Plan, state: RunState, respond: Respond): Answer | undefined {
  if (respond === "node" && state.respondedBy !== undefined)
    return fromNode(state.steps.get(state.respondedBy)?.output);
  switch (state.status) {
    case "succeeded":
      return { kind: "last", body: endOutput(plan, state) };
    case "failed":
    case "cancelled":
      return { kind: "failed" };
    case "needs_attention":
      return { kind: "later" };
    default:
      return undefined;
  }
}

function fromNode(output: Json | undefined): Answer {
  const { status, headers, body } = (output ?? {}) as JsonObject;
  return {
    kind: "node",
    status: typeof status === "number" ? status : 200,
    headers: (headers ?? {}) as JsonObject,
    body: body ?? null,
  };
}

/** The output of the one step at the end; of several, each under its node's id. */
function endOutput(plan: Plan, state: RunState): Json {
  const ends = [...state.steps.values()].filter(({ status, nodeId }) => {
    const outgoing = plan.nodes.get(nodeId)?.outgoing ?? [];
    return status === "succeeded" && !outgoing.some((edge) => linkOf(plan, edge, state) === "live");
  });
  const [only] = ends;
  if (ends.length === 1 && only) return only.output ?? null;
  return Object.fromEntries(ends.map(({ nodeId, output }) => [nodeId, output ?? null]));
}
