import { useEditor } from "../document/store.js";
import { STEP } from "../document/commands.js";
import { place } from "./actions.js";

const CARD = { width: 256, height: 96 };

/** Lays the cards out from left to right as the links say; the upper left corner stays where it was. */
export async function tidyUp(): Promise<void> {
  const { document } = useEditor.getState();
  if (document.nodes.length === 0) return;
  // Needed now and then only, so it is not part of the editor's first load.
  const { Graph, layout } = await import("@dagrejs/dagre");
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", ranksep: STEP.x - CARD.width, nodesep: STEP.y - CARD.height, align: "UL" });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { id } of document.nodes) graph.setNode(id, { ...CARD });
  const known = new Set(document.nodes.map(({ id }) => id));
  for (const { id, source, target } of document.edges) {
    if (known.has(source) && known.has(target)) graph.setEdge(source, target, {}, id);
  }
  layout(graph);
  const laid = document.nodes.map(({ id }) => {
    const { x = 0, y = 0 } = graph.node(id) as { x?: number; y?: number };
    return { id, x: x - CARD.width / 2, y: y - CARD.height / 2 };
  });
  const corner = (list: readonly { x: number; y: number }[]) => ({
    x: Math.min(...list.map(({ x }) => x)),
    y: Math.min(...list.map(({ y }) => y)),
  });
  const from = corner(laid);
  const to = corner(document.nodes.map(({ position }) => position));
  place(laid.map(({ id, x, y }) => ({ id, type: "step", position: { x: x - from.x + to.x, y: y - from.y + to.y } })));
}
