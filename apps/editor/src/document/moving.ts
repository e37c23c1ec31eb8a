import type { Catalogue, WorkflowDocument } from "@leeway/engine";
import { boxesOf, CARD, type Box } from "./boxes.js";
import { moveNodes, type Place } from "./commands.js";
import { bridged, connect } from "./links.js";
import { crosses, nestingOf, withContent } from "./nesting.js";
import { withCorners, withRoom } from "./room.js";

/** Steps at new places; a loop takes along what is inside it. */
export function moved(
  document: WorkflowDocument,
  places: ReadonlyMap<string, Place>,
  catalogue: Catalogue,
): WorkflowDocument {
  const nesting = nestingOf(document, catalogue);
  const all = new Map(places);
  const old = new Map(document.nodes.map(({ id, position }) => [id, position]));
  for (const id of nesting.loops.toReversed()) {
    const [from, to] = [old.get(id), all.get(id)];
    if (!from || !to) continue;
    for (const inner of nesting.within(id)) {
      const own = old.get(inner);
      if (own && !all.has(inner)) all.set(inner, { x: own.x + to.x - from.x, y: own.y + to.y - from.y });
    }
  }
  return moveNodes(all)(document);
}

/** The innermost open loop at a place; never one of those that are left out, nor what is inside them. */
export function loopAt(
  document: WorkflowDocument,
  place: Place,
  catalogue: Catalogue,
  { shut, without = [] }: { shut?: ReadonlySet<string>; without?: Iterable<string> } = {},
): string | undefined {
  const nesting = nestingOf(document, catalogue);
  const boxes = boxesOf(document, catalogue, shut);
  const left = withContent(nesting, without);
  const hidden = (id: string) => shut?.has(id) || nesting.around(id).some((one) => shut?.has(one));
  return nesting.loops.find((id) => !left.has(id) && !hidden(id) && contains(boxes.get(id), place));
}

const contains = (box: Box | undefined, { x, y }: Place) =>
  box !== undefined && x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;

/** By what a card is held over a loop: the middle of its head. */
export const heldAt = ({ x, y }: Place): Place => ({ x: x + CARD.width / 2, y: y + CARD.height / 2 });

export interface Dropped {
  document: WorkflowDocument;
  /** Links that would have led over a border. */
  cut: number;
  /** Steps that are in another loop now, or in none. */
  changed: readonly string[];
  /** Triggers that were let go over a loop. */
  stayed: readonly string[];
}

/** Steps let go where the mouse left them: over a loop they are inside it from then on, beside it no more. */
export function dropped(
  document: WorkflowDocument,
  places: ReadonlyMap<string, Place>,
  catalogue: Catalogue,
  shut?: ReadonlySet<string>,
): Dropped {
  const targets = new Map<string, string | undefined>();
  const stayed: string[] = [];
  const nesting = nestingOf(document, catalogue);
  for (const [id, place] of places) {
    const target = loopAt(document, heldAt(place), catalogue, { ...(shut && { shut }), without: places.keys() });
    if (target === nesting.parentOf(id)) continue;
    if (document.nodes.find((node) => node.id === id)?.type.startsWith("trigger.")) stayed.push(id);
    else targets.set(id, target);
  }
  const next = moved(document, places, catalogue);
  if (targets.size === 0) return { document: withCorners(next, catalogue), cut: 0, changed: [], stayed };
  const { document: put, cut } = putInto(next, targets, catalogue);
  return { document: withRoom(document, put, catalogue), cut, changed: [...targets.keys()], stayed };
}

/** Steps into a loop or out of it, where they stand; what their links led through is closed up. */
export function putInto(
  document: WorkflowDocument,
  targets: ReadonlyMap<string, string | undefined>,
  catalogue: Catalogue,
): { document: WorkflowDocument; cut: number } {
  const empty = new Set(
    [...targets.values()].filter((id) => id !== undefined && nestingOf(document, catalogue).within(id).length === 0),
  );
  const nodes = document.nodes.map((node) => {
    if (!targets.has(node.id)) return node;
    const { parent: _old, ...rest } = node;
    const parent = targets.get(node.id);
    return (parent === undefined ? rest : { ...rest, parent }) as typeof node;
  });
  const nesting = nestingOf({ nodes }, catalogue);
  const group = withContent(nestingOf(document, catalogue), targets.keys());
  const ways = document.edges.filter(({ source, target }) => group.has(source) !== group.has(target));
  const leaves = targets.size === 1 && ways.every((edge) => crosses(nesting, edge));
  const closed = leaves ? bridged(document, group, catalogue) : document;
  const edges = closed.edges.filter((edge) => !crosses(nesting, edge));
  const cut = document.edges.filter((edge) => crosses(nesting, edge)).length;
  let next: WorkflowDocument = { ...document, nodes, edges };
  const begun = new Set<string>();
  for (const [id, parent] of targets)
    if (parent !== undefined && empty.has(parent) && !begun.has(parent)) {
      begun.add(parent);
      next = connect(next, parent, "item", id, catalogue);
    }
  return { document: next, cut };
}
