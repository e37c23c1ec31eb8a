import type { WorkflowDocument, WorkflowNode } from "../document/document.js";
import type { Plan } from "./plan.js";

/** What its results are made of may come after the step, and nothing that does is left to look at them. */
function uncollected(loop: WorkflowNode): WorkflowNode {
  const { collect: _collect, ...params } = loop.params;
  return { ...loop, params };
}

/** A step with all that comes before it, and the whole of the loops among that. */
export function partUpTo(plan: Plan, target: string): WorkflowDocument {
  const { document, nodes } = plan;
  const around = new Set(nodes.get(target)?.loops ?? []);
  const kept = new Set([target, ...plan.ancestors(target), ...around]);
  // A loop that is done before the step is done whole.
  for (const [id, { loops }] of nodes) if (loops.some((loop) => kept.has(loop) && !around.has(loop))) kept.add(id);
  return {
    ...document,
    nodes: document.nodes
      .filter(({ id }) => kept.has(id))
      .map((node) => (around.has(node.id) ? uncollected(node) : node)),
    edges: document.edges.filter(({ source, target: to }) => kept.has(source) && kept.has(to)),
  };
}
