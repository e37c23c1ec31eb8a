import type { ItemTable } from "./items.js";
import type { LoopState } from "./state.js";

/** The items of one loop that have begun and not ended, each with its course: a `C`. */
export class LoopCourse<C> {
  readonly #active = new Map<number, C>();
  /** Nothing of them can move before a person has spoken: they take no other item's place. */
  readonly #parked = new Map<number, C>();
  #next = 0;

  constructor(private readonly make: (index: number) => C) {}

  /** Those that may move. */
  get active(): ReadonlyMap<number, C> {
    return this.#active;
  }

  get isEmpty(): boolean {
    return this.#active.size === 0 && this.#parked.size === 0;
  }

  *all(): Iterable<C> {
    yield* this.#active.values();
    yield* this.#parked.values();
  }

  /** The course of an item in which something has happened. */
  frame(index: number): C {
    const course = this.#active.get(index) ?? this.#parked.get(index) ?? this.make(index);
    this.#parked.delete(index);
    this.#active.set(index, course);
    return course;
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
  }

  /** The first item that has not begun. */
  next(items: ItemTable): number | undefined {
    let index = items.nextOpen(this.#next);
    while (index < items.count && (this.#active.has(index) || this.#parked.has(index)))
      index = items.nextOpen(index + 1);
    return index < items.count ? index : undefined;
  }

  /** One that a person wants done again and that has not begun since. */
  wanted({ items, rounds }: LoopState): number | undefined {
    for (const index of rounds?.keys() ?? [])
      if (items.at(index) === undefined && !this.#active.has(index) && !this.#parked.has(index)) return index;
    return undefined;
  }

  /** All before it have begun; of those that are done again a new course is made. */
  begun(index: number): void {
    this.#next = index + 1;
  }
}
