import type { WorkflowDocument, WorkflowEdge } from "../document.js";
import { keyed } from "./arranged.js";

/** A link is what it joins, whatever its id. */
const linkKey = ({ source, sourceHandle, target }: Pick<WorkflowEdge, "source" | "sourceHandle" | "target">): string =>
  JSON.stringify([source, sourceHandle, target]);
export const linksOf = ({ edges }: Pick<WorkflowDocument, "edges">): Map<string, WorkflowEdge> => keyed(edges, linkKey);

/**
 * The removed steps past which a new link leads, where it stands for the way that led through them: part of their
 * removal, and no work of its own.
 */
export function bridgedBy(
  link: WorkflowEdge,
  base: Pick<WorkflowDocument, "edges">,
  removed: ReadonlySet<string>,
): ReadonlySet<string> {
  const behind = through(link.source, removed, (at) =>
    base.edges.flatMap((edge) => (edge.source === at ? edge.target : [])),
  );
  const before = through(link.target, removed, (at) =>
    base.edges.flatMap((edge) => (edge.target === at ? edge.source : [])),
  );
  return new Set([...behind].filter((id) => before.has(id)));
}

/** The removed steps that one comes to from a step by removed steps only. */
function through(from: string, removed: ReadonlySet<string>, next: (at: string) => string[]): Set<string> {
  const found = new Set(next(from).filter((id) => removed.has(id)));
  for (const id of found) for (const one of next(id)) if (removed.has(one)) found.add(one);
  return found;
}

/** A link whose end is gone leads on to where the one way through that end led; undefined where there is none. */
export function ledOn(
  { id, ...link }: WorkflowEdge,
  base: Pick<WorkflowDocument, "edges">,
  gone: ReadonlySet<string>,
): WorkflowEdge | undefined {
  const led = { ...link };
  const seen = new Set<string>();
  const only = (edges: WorkflowEdge[]) => (edges.length === 1 ? edges[0] : undefined);
  while (gone.has(led.target)) {
    const way = only(base.edges.filter(({ source }) => source === led.target));
    if (!way || seen.has(led.target)) return undefined;
    seen.add(led.target);
    led.target = way.target;
  }
  while (gone.has(led.source)) {
    const way = only(base.edges.filter(({ target }) => target === led.source));
    if (!way || seen.has(led.source)) return undefined;
    seen.add(led.source);
    Object.assign(led, { source: way.source, sourceHandle: way.sourceHandle });
  }
  return led.source === led.target ? undefined : ({ id, ...led } as WorkflowEdge);
}
