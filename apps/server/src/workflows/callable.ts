import type { WorkflowDocument, WorkflowNode } from "@leeway/engine";

const TRIGGER = "trigger.workflow";

/** The trigger by which other workflows call this one. */
export function callable(document: Pick<WorkflowDocument, "nodes">): WorkflowNode | undefined {
  return document.nodes.find(({ type, disabled }) => type === TRIGGER && disabled !== true);
}
