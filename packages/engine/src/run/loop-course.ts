import type { ItemTable } from "./items.js";
import type { LoopState } from "./state.js";

/** The items of one loop that have begun and not ended, each with its course: a `C`. */
export class LoopCourse<C> {
  readonly #active = new Map<number, C>();
  /** Nothing of them can move before a person has spoken: they take no other item's place. */
  readonly #parked = new Map<number, C>();
  /** Parked until a person spoke, or begun by a server before: they go on as there is room, or a hundred settled at once would begin at once. */
  readonly #back = new Map<number, C>();
  #next = 0;

  constructor(private readonly make: (index: number) => C) {}

  /** Those that may move. */
  get active(): ReadonlyMap<number, C> {
    return this.#active;
  }

  get isEmpty(): boolean {
    return this.#active.size + this.#parked.size + this.#back.size === 0;
  }

  *all(): Iterable<C> {
    yield* this.#active.values();
    yield* this.#parked.values();
    yield* this.#back.values();
  }

  /** The course of an item in which something has happened. */
  frame(index: number): C {
    const active = this.#active.get(index);
    if (active) return active;
    const course = this.#back.get(index) ?? this.#parked.get(index) ?? this.make(index);
    this.#parked.delete(index);
    this.#back.set(index, course);
    return course;
  }

  /** An item that has not begun does now. */
  begin(index: number): C {
    const course = this.make(index);
    this.#active.set(index, course);
    // All before it have begun; of those that are done again a new course is made.
    this.#next = index + 1;
    return course;
  }

  /** There is room for one that waits for it. */
  takeBack(): { index: number; course: C } | undefined {
    for (const [index, course] of this.#back) {
      this.#back.delete(index);
      this.#active.set(index, course);
      return { index, course };
    }
    return undefined;
  }

  park(index: number): void {
    const course = this.#active.get(index);
    if (!course) return;
    this.#active.delete(index);
    this.#parked.set(index, course);
  }

  /** The item has ended. */
  drop(index: number): void {
    this.#active.delete(index);
    this.#parked.delete(index);
    this.#back.delete(index);
  }

  /** The first item that has not begun. */
  next(items: ItemTable): number | undefined {
    let index = items.nextOpen(this.#next);
    while (index < items.count && this.#hasBegun(index)) index = items.nextOpen(index + 1);
    return index < items.count ? index : undefined;
  }

  /** One that a person wants done again and that has not begun since. */
  wanted({ items, rounds }: LoopState): number | undefined {
    for (const index of rounds?.keys() ?? []) if (items.at(index) === undefined && !this.#hasBegun(index)) return index;
    return undefined;
  }

  #hasBegun(index: number): boolean {
    return this.#active.has(index) || this.#parked.has(index) || this.#back.has(index);
  }
}
