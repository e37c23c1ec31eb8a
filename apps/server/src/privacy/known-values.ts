import { spellingsOf } from "../credentials/spellings.js";

/** Shorter values stand in other places by chance. */
export const SHORTEST = 4;
/** Longer ones are files; nobody quotes them. */
const LONGEST = 100_000;
/** As many items as large loops have. */
const MOST = 100_000;
/** So many are known in every spelling, which are a dozen for each; the others as they are. */
const MOST_SPELLED = 5_000;
const LONGEST_SPELLED = 1_000;
/** Signs that are kept, with what an entry of a set takes beside: some tens of megabytes. */
const MOST_KEPT = 16_000_000;
const ENTRY = 64;
/** So many are looked for one by one in a text that is longer than they are many. */
const MOST_ONE_BY_ONE = 1_000;

/** Values that are to be found in texts, in every spelling in which services and programs repeat them. */
export class KnownValues {
  readonly #spelled = new Set<string>();
  /** How long they are that begin with the same letters. */
  readonly #lengths = new Map<string, Set<number>>();
  #count = 0;
  #kept = 0;

  /** Whether so many are known that no further one is kept. */
  get isFull(): boolean {
    return this.#count >= MOST || this.#kept >= MOST_KEPT;
  }

  /** About what they take of the memory. */
  get weight(): number {
    return this.#kept;
  }

  add(value: string): void {
    if (value.length < SHORTEST || value.length > LONGEST || this.isFull || this.has(value)) return;
    const isSpelled = this.#count < MOST_SPELLED && value.length <= LONGEST_SPELLED;
    this.#count += 1;
    this.#keep(value);
    if (isSpelled) for (const spelled of spellingsOf([value])) this.#keep(spelled);
  }

  /** All that others know. */
  addAll(others: KnownValues): void {
    for (const spelled of others.#spelled) this.#keep(spelled);
    this.#count += others.#count;
  }

  has(text: string): boolean {
    return this.#spelled.has(text);
  }

  /**
   * Those that stand in a text. A short one is looked through place by place: an answer has ten thousands of them, and a thousand
   * values to look for in each were seconds in which nobody else was answered.
   */
  in(text: string): ReadonlySet<string> {
    const found = new Set<string>();
    const { size } = this.#spelled;
    if (size <= MOST_ONE_BY_ONE && text.length > size) {
      for (const spelled of this.#spelled) if (text.includes(spelled)) found.add(spelled);
      return found;
    }
    for (let at = 0; at + SHORTEST <= text.length; at++)
      for (const length of this.#lengths.get(text.slice(at, at + SHORTEST)) ?? []) {
        const spelled = text.slice(at, at + length);
        if (this.has(spelled)) found.add(spelled);
      }
    return found;
  }

  /** Those of them that stand in some texts, as they stand there. */
  within(texts: readonly string[]): KnownValues {
    const found = new KnownValues();
    for (const text of texts) for (const spelled of this.in(text)) found.#keep(spelled);
    return found;
  }

  #keep(spelled: string): void {
    if (spelled.length < SHORTEST || this.has(spelled)) return;
    this.#spelled.add(spelled);
    this.#kept += spelled.length + ENTRY;
    const beginning = spelled.slice(0, SHORTEST);
    this.#lengths.set(beginning, (this.#lengths.get(beginning) ?? new Set()).add(spelled.length));
  }
}
