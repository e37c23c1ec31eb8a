import type { WorkflowDocument, WorkflowEdge, WorkflowNode } from "@leeway/engine";

/** What a document says at a glance; made once per document, however many cards ask. */
export interface Reading {
  /** `node port` of every way out that leads somewhere. */
  readonly taken: ReadonlySet<string>;
  readonly outgoing: ReadonlyMap<string, readonly WorkflowEdge[]>;
  readonly incoming: ReadonlyMap<string, readonly WorkflowEdge[]>;
  /** Node ids as one reads: from left to right, in a column from the top. */
  readonly order: readonly string[];
  readonly triggers: readonly WorkflowNode[];
}

const readings = new WeakMap<WorkflowDocument, Reading>();

export function readingOf(document: WorkflowDocument): Reading {
  const known = readings.get(document);
  if (known) return known;
  const taken = new Set<string>();
  const outgoing = new Map<string, WorkflowEdge[]>();
  const incoming = new Map<string, WorkflowEdge[]>();
  for (const edge of document.edges) {
    taken.add(portKey(edge.source, edge.sourceHandle));
    push(outgoing, edge.source, edge);
    push(incoming, edge.target, edge);
  }
  const order = document.nodes
    .toSorted((a, b) => column(a) - column(b) || a.position.y - b.position.y || a.position.x - b.position.x)
    .map(({ id }) => id);
  const triggers = document.nodes.filter(({ type }) => type.startsWith("trigger."));
  const reading = { taken, outgoing, incoming, order, triggers };
  readings.set(document, reading);
  return reading;
}

export const portKey = (nodeId: string, port: string) => `${nodeId} ${port}`;

/** Cards that stand roughly below each other are one column. */
const column = ({ position }: WorkflowNode) => Math.round(position.x / 160);

function push(map: Map<string, WorkflowEdge[]>, id: string, edge: WorkflowEdge): void {
  const edges = map.get(id);
  if (edges) edges.push(edge);
  else map.set(id, [edge]);
}

/** The card that lies next in a direction, as one would point at it. */
export function neighbour(
  document: WorkflowDocument,
  id: string,
  direction: "left" | "right" | "up" | "down",
  hidden: ReadonlySet<string> = new Set(),
): string | undefined {
  const from = document.nodes.find((node) => node.id === id)?.position;
  if (!from) return undefined;
  let best: { id: string; cost: number } | undefined;
  for (const node of document.nodes) {
    const x = node.position.x - from.x;
    const y = node.position.y - from.y;
    const along = { left: -x, right: x, up: -y, down: y }[direction];
    const across = direction === "left" || direction === "right" ? Math.abs(y) : Math.abs(x);
    if (node.id === id || hidden.has(node.id) || along <= 0 || across > along * 3) continue;
    const cost = along + across * 2;
    if (!best || cost < best.cost) best = { id: node.id, cost };
  }
  return best?.id;
}
