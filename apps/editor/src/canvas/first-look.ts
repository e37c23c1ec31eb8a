import type { Place } from "../document/commands.js";

export interface Look {
  x: number;
  y: number;
  zoom: number;
}
interface Size {
  width: number;
  height: number;
}
/** What may not have been measured yet. */
type Unmeasured = { [Side in keyof Size]?: Size[Side] | undefined };

const CARD: Size = { width: 256, height: 96 };
/** All of it is worth a smaller size, as long as the cards can be read. */
const SMALLEST_WHOLE = 0.7;
const READABLE = 0.85;
const MARGIN = 24;

/** Where one looks when a workflow opens: at all of it; where that were too small, at its beginning, to be read. */
export function firstLook(cards: readonly ({ position: Place } & Unmeasured)[], pane: Size): Look {
  if (cards.length === 0) return { x: pane.width / 2, y: pane.height / 3, zoom: 1 };
  const left = Math.min(...cards.map(({ position }) => position.x));
  const top = Math.min(...cards.map(({ position }) => position.y));
  const width = Math.max(...cards.map((card) => card.position.x + (card.width ?? CARD.width))) - left;
  const height = Math.max(...cards.map((card) => card.position.y + Math.max(CARD.height, card.height ?? 0))) - top;
  const whole = Math.min((pane.width - 2 * MARGIN) / width, (pane.height - 2 * MARGIN) / height);
  const zoom = whole >= SMALLEST_WHOLE ? Math.min(1, whole) : READABLE;
  const start = (inner: number, outer: number, from: number) =>
    Math.max(MARGIN, (outer - inner * zoom) / 2) - from * zoom;
  return { x: start(width, pane.width, left), y: start(height, pane.height, top), zoom };
}

/** What has to be in sight of a card: all of it, of a loop its head. */
export function headSize({ type, measured }: { type?: string | undefined; measured?: Unmeasured }): Size | undefined {
  const { width, height } = measured ?? {};
  return width && height ? { width, height: type === "loop" ? CARD.height : height } : undefined;
}

const ROOM = 24;

/** The same look, moved just so far that a card is wholly in sight; the very same where it is already. */
export function lookAt(card: Place, look: Look, pane: Size, size: Size = CARD): Look {
  const move = (place: number, length: number, offset: number, room: number) => {
    const from = place * look.zoom + offset;
    const to = from + length * look.zoom;
    if (from >= 0 && to <= room) return 0;
    if (to > room - ROOM) return Math.max(ROOM - from, room - ROOM - to);
    return from < ROOM ? ROOM - from : 0;
  };
  const x = move(card.x, size.width, look.x, pane.width);
  const y = move(card.y, size.height, look.y, pane.height);
  return x === 0 && y === 0 ? look : { ...look, x: look.x + x, y: look.y + y };
}
