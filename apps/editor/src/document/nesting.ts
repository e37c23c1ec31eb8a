import type { Catalogue, WorkflowDocument, WorkflowEdge } from "@leeway/engine";

/** A link before it has an id. */
export type Link = Pick<WorkflowEdge, "source" | "sourceHandle" | "target">;

/** Which steps stand inside which loops. A parent that is no loop, or lies in itself, is none: the step stands outside. */
export interface Nesting {
  isLoop: (id: string) => boolean;
  /** The loop directly around a step. */
  parentOf: (id: string) => string | undefined;
  /** The loops around a step, inner first. */
  around: (id: string) => readonly string[];
  /** The steps directly inside a loop; those outside of all under undefined. */
  within: (loop: string | undefined) => readonly string[];
  /** Loops, inner ones before those around them. */
  loops: readonly string[];
}

export const noCatalogue: Catalogue = new Map();
const known = new WeakMap<WorkflowDocument["nodes"], { catalogue: Catalogue; nesting: Nesting }>();

/** Made once per list of nodes, however many ask. */
export function nestingOf({ nodes }: Pick<WorkflowDocument, "nodes">, catalogue: Catalogue): Nesting {
  const before = known.get(nodes);
  if (before?.catalogue === catalogue) return before.nesting;
  const nesting = nest(nodes, catalogue);
  known.set(nodes, { catalogue, nesting });
  return nesting;
}

function nest(nodes: WorkflowDocument["nodes"], catalogue: Catalogue): Nesting {
  const loops = new Map(nodes.flatMap((node) => (catalogue.get(node.type)?.loop ? [[node.id, node] as const] : [])));
  const chains = new Map<string, readonly string[]>();
  const inside = new Map<string | undefined, string[]>([[undefined, []]]);
  for (const id of loops.keys()) inside.set(id, []);
  for (const { id, parent } of nodes) {
    const chain: string[] = [];
    let around = parent === undefined ? undefined : loops.get(parent);
    while (around && around.id !== id && !chain.includes(around.id)) {
      chain.push(around.id);
      around = around.parent === undefined ? undefined : loops.get(around.parent);
    }
    const valid = around ? [] : chain;
    chains.set(id, valid);
    inside.get(valid[0])?.push(id);
  }
  const around = (id: string) => chains.get(id) ?? none;
  return {
    isLoop: (id) => loops.has(id),
    parentOf: (id) => around(id)[0],
    around,
    within: (loop) => inside.get(loop) ?? none,
    loops: [...loops.keys()].toSorted((a, b) => around(b).length - around(a).length),
  };
}
const none: readonly string[] = [];

/** Some steps and everything inside those of them that are loops. */
export function withContent(nesting: Nesting, ids: Iterable<string>): Set<string> {
  const all = new Set(ids);
  for (const id of all) for (const inner of nesting.within(id)) all.add(inner);
  return all;
}

/** Whether a link would lead over the border of a loop. The one way in is the loop's own port `item`. */
export function crosses(nesting: Nesting, { source, sourceHandle, target }: Link): boolean {
  const inner = nesting.parentOf(target);
  if (nesting.isLoop(source) && sourceHandle === "item") return inner !== source;
  return nesting.parentOf(source) !== inner;
}

/** What is inside of loops that are shut. */
export function hiddenIn(
  document: Pick<WorkflowDocument, "nodes">,
  catalogue: Catalogue,
  shut: ReadonlySet<string>,
): ReadonlySet<string> {
  if (shut.size === 0) return shut;
  const nesting = nestingOf(document, catalogue);
  return new Set(document.nodes.flatMap(({ id }) => (nesting.around(id).some((one) => shut.has(one)) ? [id] : [])));
}
