import type { ItemEnd } from "./events.js";

const PIECE = 256;
const marks: readonly (ItemEnd | undefined)[] = [undefined, "succeeded", "failed", "skipped"];

/**
 * How each of a loop's items ended, as far as it has. Never changed: `with` answers another table that shares all but one
 * piece, so that keeping an old state costs nothing and 100,000 items have less than a megabyte.
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
    return marks[this.#pieces[Math.floor(index / PIECE)]?.[index % PIECE] ?? 0];
  }

  /** What is no item of the loop changes nothing. */
  with(index: number, end: ItemEnd | undefined): ItemTable {
    const place = Math.floor(index / PIECE);
    const piece = this.#pieces[place];
    if (!piece || index >= this.count || !Number.isInteger(index)) return this;
    const changed = piece.slice();
    changed[index % PIECE] = marks.indexOf(end);
    return new ItemTable(this.count, this.#pieces.with(place, changed));
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
}

const noneYet: readonly number[] = Array.from({ length: PIECE }, () => 0);
