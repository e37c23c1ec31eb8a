import type { Plan, WorkflowDocument } from "@leeway/engine";

/** The document without what does not come before a step: what is before it, itself, and all of the loops that are part of it. */
export function partUpTo({ document, nodes, ancestors }: Plan, target: string): WorkflowDocument {
  const around = new Set(nodes.get(target)?.loops ?? []);
  const kept = new Set([target, ...ancestors(target), ...around]);
  // A loop that is done before the step is done whole.
  for (const [id, { loops }] of nodes) if (loops.some((loop) => kept.has(loop) && !around.has(loop))) kept.add(id);
  return {
    ...document,
    nodes: document.nodes.filter(({ id }) => kept.has(id)),
    edges: document.edges.filter(({ source, target: to }) => kept.has(source) && kept.has(to)),
  };
}
