import type { WorkflowDocument } from "@leeway/engine";

/** The drawing's own units; CSS makes it as wide as the card. */
export const picture = { width: 360, height: 112, node: 28 } as const;
const MARGIN = 14;
/** Steps further apart than this look lost. */
const WIDEST = 72;
const TALLEST = 44;

interface Place {
  id: string;
  type: string;
  /** The middle. */
  x: number;
  y: number;
}

/** Where each step and link of a workflow stands in a small drawing of it. */
export function layOut({ nodes, edges }: Pick<WorkflowDocument, "nodes" | "edges">): {
  places: Place[];
  links: { id: string; path: string }[];
} {
  const x = axis(
    nodes.map(({ position }) => position.x),
    picture.width,
    WIDEST,
  );
  const y = axis(
    nodes.map(({ position }) => position.y),
    picture.height,
    TALLEST,
  );
  const places = nodes.map(({ id, type, position }) => ({ id, type, x: x(position.x), y: y(position.y) }));
  const byId = new Map(places.map((place) => [place.id, place]));
  const links = edges.flatMap(({ id, source, target }) => {
    const [from, to] = [byId.get(source), byId.get(target)];
    return from && to ? [{ id, path: pathOf(from, to) }] : [];
  });
  return { places, links };
}

/** Columns (or rows) in their order, evenly spaced around the middle. */
function axis(values: readonly number[], size: number, most: number): (value: number) => number {
  const steps = [...new Set(values)].toSorted((a, b) => a - b);
  const room = size - picture.node - 2 * MARGIN;
  const gap = Math.min(most, room / Math.max(1, steps.length - 1));
  const start = (size - gap * (steps.length - 1)) / 2;
  return (value) => start + steps.indexOf(value) * gap;
}

function pathOf(from: Place, to: Place): string {
  const [x1, x2] = [from.x + picture.node / 2, to.x - picture.node / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${x2} ${to.y}`;
}
