import type { Json, JsonObject, Plan, RunState } from "@leeway/engine";
import { endOutput } from "../runs/end-output.js";

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
