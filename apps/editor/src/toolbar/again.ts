import {
  behind,
  makePlan,
  type Catalogue,
  type StepStatus,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";

/** The step with which one may begin: outside of loops the step itself, inside of them the outermost loop. */
export function beginningFor(nodes: ReadonlyMap<string, WorkflowNode>, catalogue: Catalogue, nodeId: string): string {
  let from = nodeId;
  // Asked with every letter that is written in a step: by the few loops around it, not by a plan of all.
  for (const seen = new Set([from]); ; seen.add(from)) {
    const around = nodes.get(nodes.get(from)?.parent ?? "");
    if (!around || catalogue.get(around.type)?.loop !== true || seen.has(around.id)) return from;
    from = around.id;
  }
}

/**
 * What of the draft may be done when it runs from a step on: that step and all behind it, what is inside of loops among
 * them, and whatever the last run has not done. The server takes over what is left.
 */
export function doneAgain(
  document: WorkflowDocument,
  catalogue: Catalogue,
  from: string,
  last: ReadonlyMap<string, { status: StepStatus }>,
): WorkflowDocument {
  const plan = makePlan(document, catalogue);
  const again = behind(plan, from);
  const isDone = (id: string) => {
    const status = last.get(id)?.status;
    return status === "succeeded" || status === "skipped";
  };
  const runs = ({ id }: { id: string }) => {
    const outer = plan.nodes.get(id)?.loops[0] ?? id;
    return again.has(outer) || !isDone(outer);
  };
  return { ...document, nodes: document.nodes.filter(runs) };
}
