import type { ItemEnd } from "./events.js";

/** Ends that one number holds, in two bits each, and numbers in a piece. */
const PACKED = 15;
const NUMBERS = 64;
const PIECE = PACKED * NUMBERS;
const pieceOf = (index: number) => (index / PIECE) | 0;
const numberOf = (index: number) => ((index % PIECE) / PACKED) | 0;
const marks: readonly (ItemEnd | undefined)[] = [undefined, "succeeded", "failed", "skipped"];

/**
 * How each of a loop's items ended, as far as it has. Never changed: `with` answers another table that shares all but one
 * piece, so that keeping an old state costs nothing and 100,000 items have a few bits each.
 */
export class ItemTable {
  readonly #pieces: readonly (readonly number[])[];

  constructor(
    readonly count: number,
    pieces?: readonly (readonly number[])[],
  ) {
    this.#pieces = pieces ?? Array.from({ length: Math.ceil(count / PIECE) }, () => noneYet);
  }

  /** Undefined while the item has not ended, or has never been. */
  at(index: number): ItemEnd | undefined {
    const number = this.#pieces[pieceOf(index)]?.[numberOf(index)] ?? 0;
    return marks[(number >> (2 * (index % PACKED))) & 3];
  }

  /**
   * This table with another end for one item, or with none (`undefined`); an index outside of the loop changes nothing.
   */
  with(index: number, end: ItemEnd | undefined): ItemTable {
    const place = pieceOf(index);
    const piece = this.#has(index) ? this.#pieces[place]?.slice() : undefined;
    if (!piece) return this;
    mark(piece, index, end);
    return new ItemTable(this.count, this.#pieces.with(place, piece));
  }

  /** The same of many: a piece is copied once, however many of its items change. */
  withAll(indexes: Iterable<number>, end: ItemEnd | undefined): ItemTable {
    const copied = new Map<number, number[]>();
    for (const index of indexes) {
      if (!this.#has(index)) continue;
      const place = pieceOf(index);
      const piece = copied.get(place) ?? [...(this.#pieces[place] ?? [])];
      copied.set(place, piece);
      mark(piece, index, end);
    }
    return new ItemTable(
      this.count,
      this.#pieces.map((piece, place) => copied.get(place) ?? piece),
    );
  }

  /** The first from there on that has not ended, or `count`. */
  nextOpen(from: number): number {
    let index = from;
    while (index < this.count && this.at(index) !== undefined) index += 1;
    return index;
  }

  /** Those that ended so, in their order. */
  *all(end: ItemEnd): Iterable<number> {
    for (let index = 0; index < this.count; index++) if (this.at(index) === end) yield index;
  }

  #has(index: number): boolean {
    return index % 1 === 0 && index >= 0 && index < this.count;
  }
}

function mark(piece: number[], index: number, end: ItemEnd | undefined): void {
  const place = numberOf(index);
  const shift = 2 * (index % PACKED);
  piece[place] = ((piece[place] ?? 0) & ~(3 << shift)) | (marks.indexOf(end) << shift);
}

const noneYet: readonly number[] = Array.from({ length: NUMBERS }, () => 0);
