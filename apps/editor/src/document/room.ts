import type { Catalogue, WorkflowDocument } from "@leeway/engine";
import { boxesOf, FIRST, LOOP, type Box } from "./boxes.js";
import { nestingOf, withContent } from "./nesting.js";

type Place = WorkflowDocument["nodes"][number]["position"];

/** Moves some steps by so much, and with a loop everything in it. */
export function shifted(
  document: WorkflowDocument,
  catalogue: Catalogue,
  ids: Iterable<string>,
  by: Place,
): WorkflowDocument {
  const all = withContent(nestingOf(document, catalogue), ids);
  if (all.size === 0 || (by.x === 0 && by.y === 0)) return document;
  const nodes = document.nodes.map((node) =>
    all.has(node.id) ? { ...node, position: { x: node.position.x + by.x, y: node.position.y + by.y } } : node,
  );
  return { ...document, nodes };
}

/** Loops begin where their content does: a step put further left or up takes the loop's corner along. */
export function withCorners(document: WorkflowDocument, catalogue: Catalogue): WorkflowDocument {
  const nesting = nestingOf(document, catalogue);
  const places = new Map(document.nodes.map(({ id, position }) => [id, position]));
  let any = false;
  for (const id of nesting.loops) {
    const own = places.get(id);
    const inside = nesting.within(id).flatMap((one) => places.get(one) ?? []);
    if (!own || inside.length === 0) continue;
    const x = Math.min(own.x, ...inside.map((place) => place.x - LOOP.left));
    const y = Math.min(own.y, ...inside.map((place) => place.y - FIRST.y));
    if (x === own.x && y === own.y) continue;
    places.set(id, { x, y });
    any = true;
  }
  if (!any) return document;
  const nodes = document.nodes.map((node) => {
    const position = places.get(node.id) ?? node.position;
    return position.x === node.position.x && position.y === node.position.y ? node : { ...node, position };
  });
  return { ...document, nodes };
}

const placeIn = ({ nodes }: WorkflowDocument, id: string) => nodes.find((node) => node.id === id)?.position;

/** A loop that was moved as a whole has not grown. */
function movedAlong(box: Box | undefined, from: Place | undefined, to: Place | undefined): Box | undefined {
  return box && from && to && { ...box, x: box.x + to.x - from.x, y: box.y + to.y - from.y };
}

/** Where loops have grown, what stands behind or below them moves on, so that nothing comes to lie under their border. */
export function withRoom(before: WorkflowDocument, after: WorkflowDocument, catalogue: Catalogue): WorkflowDocument {
  let document = withCorners(after, catalogue);
  const old = boxesOf(before, catalogue);
  const nesting = nestingOf(document, catalogue);
  for (const id of nesting.loops) {
    const was = movedAlong(old.get(id), placeIn(before, id), placeIn(after, id));
    const boxes = boxesOf(document, catalogue);
    const now = boxes.get(id);
    if (!was || !now) continue;
    const wider = now.x + now.width - (was.x + was.width);
    const lower = now.y + now.height - (was.y + was.height);
    const beside = nesting.within(nesting.parentOf(id)).filter((one) => one !== id);
    const at = (one: string) => boxes.get(one) ?? now;
    const right = beside.filter((one) => at(one).x >= was.x + was.width - LOOP.right / 2);
    const below = beside.filter((one) => !right.includes(one) && at(one).y >= was.y + was.height - LOOP.bottom / 2);
    const meets = (one: string) => at(one).y < now.y + now.height && at(one).y + at(one).height > now.y;
    const under = (one: string) => at(one).x < now.x + now.width && at(one).x + at(one).width > now.x;
    if (wider > 0 && right.some(meets)) document = shifted(document, catalogue, right, { x: wider, y: 0 });
    if (lower > 0 && below.some(under)) document = shifted(document, catalogue, below, { x: 0, y: lower });
  }
  return document;
}
