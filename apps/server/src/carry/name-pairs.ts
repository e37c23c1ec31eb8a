/** How names are compared: nobody means two things by capitals, and the database keeps no half of a letter. */
export const nameKey = (name: string): string => name.toWellFormed().trim().toLowerCase();

/**
 * Finds what is there by the same name: each is found once, the oldest first, so that of several with one name each of the
 * file's has its own.
 */
export class NamePairs<T> {
  readonly #there = new Map<string, T[]>();
  readonly #taken: Set<string>;

  /** `coming`: the names in the file, which no new name may be either. */
  constructor(there: readonly T[], nameOf: (one: T) => string, coming: readonly string[]) {
    this.#taken = new Set([...there.map(nameOf), ...coming].map(nameKey));
    for (const one of there) {
      const key = nameKey(nameOf(one));
      this.#there.set(key, [...(this.#there.get(key) ?? []), one]);
    }
  }

  /** The next one of this name that nothing was paired with. */
  pairOf(name: string): T | undefined {
    return this.#there.get(nameKey(name))?.shift();
  }

  /** A name that nothing has: `Orders 2`. At most `longest` characters. */
  freeName(name: string, longest: number): string {
    for (let number = 2; ; number++) {
      const end = ` ${number}`;
      // Half of a letter of two code units would be another letter in the database.
      const free = `${name
        .trim()
        .slice(0, longest - end.length)
        .replace(/[\uD800-\uDBFF]$/, "")}${end}`;
      if (this.#taken.has(nameKey(free))) continue;
      this.#taken.add(nameKey(free));
      return free;
    }
  }
}
