import type { OnError, WorkflowNode } from "@leeway/engine";
import { setNode, type Command } from "../document/commands.js";

type Retry = NonNullable<WorkflowNode["retry"]>;

/** A retry with one of its numbers changed; without any, the definition decides. */
export function withRetry(retry: Retry | undefined, name: keyof Retry, value: number | undefined): Retry | undefined {
  const { [name]: _old, ...rest } = retry ?? {};
  const next: Retry = value === undefined ? rest : { ...rest, [name]: value };
  return Object.keys(next).length > 0 ? next : undefined;
}

/** What happens on failure. Without the error way, links that began there would hang in the air: they go with it. */
export const setOnError =
  (nodeId: string, way: OnError): Command =>
  (document) => {
    const next = setNode(nodeId, { onError: way === "stop" ? undefined : way })(document);
    if (way === "branch") return next;
    return { ...next, edges: next.edges.filter((edge) => edge.source !== nodeId || edge.sourceHandle !== "error") };
  };
