import type { Author, Workflow, WorkflowNews } from "@leeway/api";

/** Who saved which revision, as far as one has heard of it: the newest ones of one workflow. */
let heard: { workflowId: string; byRevision: Map<number, Author> } = { workflowId: "", byRevision: new Map() };

export function heardOf(workflowId: string, { revision, by }: Extract<WorkflowNews, { type: "saved" }>): void {
  if (heard.workflowId !== workflowId) heard = { workflowId, byRevision: new Map() };
  heard.byRevision.set(revision, by);
}

/**
 * Who made the revisions after `from`, each once; undefined where nobody knows of one of them: then what changed is not
 * said to be the work of the others.
 */
export function authorsOf(from: number, { id, revision, updatedBy }: Workflow): Author[] | undefined {
  const authors = new Map<string, Author>();
  for (let one = from + 1; one <= revision; one += 1) {
    const known = heard.workflowId === id ? heard.byRevision.get(one) : undefined;
    const by = known === undefined && one === revision ? updatedBy : known;
    if (by === undefined) return undefined;
    authors.set(by?.id ?? "", by);
  }
  return [...authors.values()];
}
