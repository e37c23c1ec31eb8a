import type { WorkflowNode } from "@leeway/engine";

/**
 * Whether a webhook asks for a check of its caller (`auth`) that this Leeway cannot make yet. Such an address stays
 * shut: to open it all the same would let in everybody whom its owner meant to keep out.
 */
export function asksForAuth({ type, params }: Pick<WorkflowNode, "type" | "params">): boolean {
  if (type !== "trigger.webhook" || !Object.hasOwn(params, "auth")) return false;
  const auth = params["auth"];
  return auth !== null && auth !== "" && auth !== "none" && auth !== false;
}
