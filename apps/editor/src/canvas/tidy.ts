import type { Catalogue, WorkflowDocument } from "@leeway/engine";
import { CARD, cardSize, FIRST, LOOP } from "../document/boxes.js";
import { STEP, type Place } from "../document/commands.js";
import { nestingOf } from "../document/nesting.js";
import { portsOf } from "../document/ports.js";
import { useEditor } from "../document/store.js";
import { layCards } from "./actions.js";

/** Lays the cards out from left to right as the links say; the upper left corner stays where it was. */
export async function tidyUp(catalogue: Catalogue): Promise<void> {
  const { document } = useEditor.getState();
  if (document.nodes.length === 0) return;
  const places = await layOut(document, catalogue);
  glide();
  layCards(places);
}

const GLIDE_MS = 220;

/** Cards show where they go, unless somebody wants no motion (see the style sheet). */
function glide(): void {
  const canvas = window.document.querySelector<HTMLElement>("[data-canvas]");
  if (!canvas) return;
  canvas.dataset["gliding"] = "";
  setTimeout(() => delete canvas.dataset["gliding"], GLIDE_MS);
}

interface Laid {
  /** As seen from the upper left corner of all. */
  places: Map<string, Place>;
  width: number;
  height: number;
}

/** Where each card goes; loops from the inside out, each as large as its steps. */
export async function layOut(document: WorkflowDocument, catalogue: Catalogue): Promise<Map<string, Place>> {
  // Needed now and then only, so it is not part of the editor's first load.
  const dagre = await import("@dagrejs/dagre");
  const nesting = nestingOf(document, catalogue);
  const inside = new Map<string, Laid>();
  for (const loop of nesting.loops) inside.set(loop, layFrame(dagre, document, catalogue, loop, inside));
  const all = layFrame(dagre, document, catalogue, undefined, inside);
  const corner = { x: Math.min(...document.nodes.map(({ position }) => position.x)) };
  const top = Math.min(...document.nodes.map(({ position }) => position.y));
  const places = new Map<string, Place>();
  const put = (laid: Laid, from: Place) => {
    for (const [id, { x, y }] of laid.places) {
      places.set(id, { x: from.x + x, y: from.y + y });
      const content = inside.get(id);
      if (content) put(content, { x: from.x + x + FIRST.x, y: from.y + y + FIRST.y });
    }
  };
  put(all, { x: corner.x, y: top });
  return places;
}

/** The steps of one frame. Links that pass over a column keep a lane of their own there. */
function layFrame(
  { Graph, layout }: typeof import("@dagrejs/dagre"),
  document: WorkflowDocument,
  catalogue: Catalogue,
  loop: string | undefined,
  inside: ReadonlyMap<string, Laid>,
): Laid {
  const members = new Set(nestingOf(document, catalogue).within(loop));
  const nodes = document.nodes.filter(({ id }) => members.has(id));
  const sizes = new Map(
    nodes.map((node) => {
      const content = inside.get(node.id);
      return [node.id, content ? loopSize(content) : cardSize(node, catalogue.get(node.type))] as const;
    }),
  );
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranksep: STEP.x - CARD.width, nodesep: STEP.y - CARD.height, edgesep: CARD.height });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const [id, { width, height }] of sizes) {
    // What hangs below the head has the same room above it: the heads, where the links end, are on one line.
    graph.setNode(id, { width, height: 2 * height - CARD.height });
  }
  const portOf = portPlaces(document, catalogue);
  for (const { id, source, target } of document.edges) {
    if (members.has(source) && members.has(target)) graph.setEdge(source, target, {}, id);
  }
  layout(graph, {
    customOrder: (layers, order) => order(layers, { constraints: upperFirst(layers, portOf) }),
  });
  const laid = [...sizes].map(([id, size]) => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return { id, x: x - size.width / 2, y: y - CARD.height / 2, ...size };
  });
  const left = Math.min(...laid.map(({ x }) => x));
  const top = Math.min(...laid.map(({ y }) => y));
  return {
    places: new Map(laid.map(({ id, x, y }) => [id, { x: x - left, y: y - top }])),
    width: Math.max(0, ...laid.map(({ x, width }) => x + width - left)),
    height: Math.max(0, ...laid.map(({ y, height }) => y + height - top)),
  };
}

const loopSize = ({ width, height }: Laid) => ({
  width: Math.max(LOOP.width, FIRST.x + width + LOOP.right),
  height: Math.max(LOOP.height, FIRST.y + height + LOOP.bottom),
});

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
