import type { Catalogue, WorkflowDocument } from "@leeway/engine";
import { STEP, type Place } from "../document/commands.js";
import { portsOf } from "../document/ports.js";
import { useEditor } from "../document/store.js";
import { place } from "./actions.js";

const CARD = { width: 256, height: 72 };
const PORT_ROW = 24;

/** Lays the cards out from left to right as the links say; the upper left corner stays where it was. */
export async function tidyUp(catalogue: Catalogue): Promise<void> {
  const { document } = useEditor.getState();
  if (document.nodes.length === 0) return;
  const places = await layOut(document, catalogue);
  place([...places].map(([id, position]) => ({ id, type: "step", position })));
}

/** Where each card goes. Links that pass over a column keep a lane of their own there. */
export async function layOut(document: WorkflowDocument, catalogue: Catalogue): Promise<Map<string, Place>> {
  // Needed now and then only, so it is not part of the editor's first load.
  const { Graph, layout } = await import("@dagrejs/dagre");
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranksep: STEP.x - CARD.width, nodesep: STEP.y - CARD.height, edgesep: CARD.height });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of document.nodes) {
    const ports = portsOf(node, catalogue.get(node.type)).length;
    // Ports hang below the head. The same room above keeps the heads, where the links end, on one line.
    graph.setNode(node.id, { width: CARD.width, height: CARD.height + (ports > 1 ? 2 * ports * PORT_ROW : 0) });
  }
  const known = new Set(document.nodes.map(({ id }) => id));
  const portOf = portPlaces(document, catalogue);
  for (const { id, source, target } of document.edges) {
    if (known.has(source) && known.has(target)) graph.setEdge(source, target, {}, id);
  }
  layout(graph, {
    customOrder: (layers, order) => order(layers, { constraints: upperFirst(layers, portOf) }),
  });
  const laid = document.nodes.map(({ id }) => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return { id, x: x - CARD.width / 2, y: y - CARD.height / 2 };
  });
  const corner = (list: readonly Place[]) => ({
    x: Math.min(...list.map(({ x }) => x)),
    y: Math.min(...list.map(({ y }) => y)),
  });
  const from = corner(laid);
  const to = corner(document.nodes.map(({ position }) => position));
  return new Map(laid.map(({ id, x, y }) => [id, { x: x - from.x + to.x, y: y - from.y + to.y }]));
}

/** How far down its card each link leaves. */
function portPlaces(document: WorkflowDocument, catalogue: Catalogue): Map<string, number> {
  const ports = new Map(
    document.nodes.map((node) => [node.id, portsOf(node, catalogue.get(node.type)).map(({ id }) => id)]),
  );
  return new Map(
    document.edges.map(({ id, source, sourceHandle }) => [id, ports.get(source)?.indexOf(sourceHandle) ?? -1]),
  );
}

interface Layers {
  nodes(): string[];
  outEdges(node: string): { w: string; name?: string }[] | void;
}

/** What leaves by the upper way out stands above what leaves by the lower one, link after link of a long way too. */
function upperFirst(layers: Layers, portOf: ReadonlyMap<string, number>): { left: string; right: string }[] {
  const below = new Map<string, Set<string>>();
  const reaches = (from: string, to: string): boolean =>
    from === to || [...(below.get(from) ?? [])].some((next) => reaches(next, to));
  for (const node of layers.nodes()) {
    const out = (layers.outEdges(node) ?? [])
      .map(({ w, name }) => ({ w, port: portOf.get(name ?? "") }))
      .filter((link): link is { w: string; port: number } => link.port !== undefined)
      .toSorted((a, b) => a.port - b.port);
    for (const [index, { w: left }] of out.entries()) {
      const right = out[index + 1]?.w;
      // Steps that want the same followers in opposite orders: the first one is followed.
      if (right === undefined || reaches(right, left)) continue;
      below.set(left, (below.get(left) ?? new Set()).add(right));
    }
  }
  return [...below].flatMap(([left, rights]) => [...rights].map((right) => ({ left, right })));
}
