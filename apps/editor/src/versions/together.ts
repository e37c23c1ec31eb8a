import type { Difference, WorkflowDocument } from "@leeway/engine";

/** The newer of two documents with what has gone from it, where that was: both can be seen at once. */
export function together(after: WorkflowDocument, { edges, nodes }: Difference): WorkflowDocument {
  const gone = nodes.flatMap((change) => (change.kind === "removed" ? [change.before] : []));
  const cut = edges.filter(({ kind }) => kind === "removed");
  return {
    ...after,
    nodes: [...after.nodes, ...gone],
    edges: [...after.edges, ...cut.map(({ link }, index) => ({ id: `gone ${index}`, ...link }))],
  };
}
