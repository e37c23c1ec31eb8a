import type { Catalogue, NodeDefinition, WorkflowDocument, WorkflowNode } from "@leeway/engine";
import { nestingOf } from "./nesting.js";
import { portsOf } from "./ports.js";

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A card without its ways out, and one of these. */
export const CARD = { width: 256, height: 72, way: 24 } as const;
/** What a loop keeps free around its steps: a head like a card's, room for marks and progress, for the way in and for a plus. */
export const LOOP = { head: 72, top: 64, left: 80, right: 72, bottom: 40, width: 408, height: 248 } as const;

/** Where the first step of a loop stands, as seen from the loop. */
export const FIRST = { x: LOOP.left, y: LOOP.head + LOOP.top } as const;

/** The size of a card that is no open loop. */
export function cardSize(node: WorkflowNode, definition: NodeDefinition | undefined) {
  const ports = portsOf(node, definition);
  const alone = ports.length === 1 && ports[0]?.id === "main";
  return { width: CARD.width, height: CARD.height + (alone || ports.length === 0 ? 0 : ports.length * CARD.way + 6) };
}

type Nodes = WorkflowDocument["nodes"];
const nothingShut: ReadonlySet<string> = new Set();
const known = new WeakMap<Nodes, { catalogue: Catalogue; shut: ReadonlySet<string>; boxes: Map<string, Box> }>();

/** How much room each step takes; a loop as much as its content asks for, unless it is shut. */
export function boxesOf(
  document: Pick<WorkflowDocument, "nodes">,
  catalogue: Catalogue,
  shut: ReadonlySet<string> = nothingShut,
): ReadonlyMap<string, Box> {
  const before = known.get(document.nodes);
  if (before?.catalogue === catalogue && before.shut === shut) return before.boxes;
  const boxes = measure(document, catalogue, shut);
  known.set(document.nodes, { catalogue, shut, boxes });
  return boxes;
}

function measure(
  document: Pick<WorkflowDocument, "nodes">,
  catalogue: Catalogue,
  shut: ReadonlySet<string>,
): Map<string, Box> {
  const nesting = nestingOf(document, catalogue);
  const boxes = new Map<string, Box>();
  for (const node of document.nodes)
    boxes.set(node.id, { ...node.position, ...cardSize(node, catalogue.get(node.type)) });
  for (const id of nesting.loops) {
    const own = boxes.get(id);
    if (!own || shut.has(id)) continue;
    const inside = nesting.within(id).flatMap((one) => boxes.get(one) ?? []);
    boxes.set(id, {
      ...own,
      width: Math.max(LOOP.width, ...inside.map(({ x, width }) => x + width + LOOP.right - own.x)),
      height: Math.max(LOOP.height, ...inside.map(({ y, height }) => y + height + LOOP.bottom - own.y)),
    });
  }
  return boxes;
}

/** Where what is put into a loop stands: below what is there, as the first step in one that is empty. */
export function placeInside(document: Pick<WorkflowDocument, "nodes">, catalogue: Catalogue, loop: string) {
  const box = boxesOf(document, catalogue).get(loop);
  if (!box) return undefined;
  const empty = nestingOf(document, catalogue).within(loop).length === 0;
  return { x: box.x + FIRST.x, y: box.y + (empty ? FIRST.y : box.height) };
}

/** Whether two boxes touch, or nearly do. */
export function overlaps(a: Box, b: Box, margin = { x: 0, y: 0 }): boolean {
  return (
    a.x < b.x + b.width + margin.x &&
    b.x < a.x + a.width + margin.x &&
    a.y < b.y + b.height + margin.y &&
    b.y < a.y + a.height + margin.y
  );
}
