/** What stands where something is hidden. */
export const HIDDEN = "•••";

/** Shorter values stand in other places by chance: hidden under their name alone. */
const SHORTEST_VALUE = 4;
/** As many items as large loops have, some megabytes; beyond them the others are hidden under their names all the same. */
const MOST_VALUES = 100_000;
/** So many are looked for one by one in a text that is longer than they are many. */
const MOST_ONE_BY_ONE = 1_000;
/** How lists say what a value is called and what it is: `{ "name": "passport", "value": "FM123456" }`. */
const NAMED_BY = ["name", "key", "field", "title", "label"];
const VALUE_OF_NAMED = new Set(["value", "values"]);

/**
 * Fields whose values are hidden, by their names: under these names, beside them in lists of names and values, after them in
 * texts (JSON, forms, headers, plain words), and wherever else a value stands that was seen under one of them.
 */
export class HiddenFields {
  readonly #names: ReadonlySet<string>;
  readonly #inTexts: RegExp | undefined;
  readonly #values = new Set<string>();
  /** How long they are that begin with the same letters. */
  readonly #lengths = new Map<string, Set<number>>();
  /** All of them, the longest first; made when it is needed. */
  #sorted: readonly string[] | undefined;

  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
    this.#inTexts = names.length === 0 ? undefined : inTexts(names);
  }

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  /** Whether what stands under this key of an object is the value of such a field. */
  covers(whole: object, key: string): boolean {
    if (this.isEmpty) return false;
    return this.#isName(key) || (VALUE_OF_NAMED.has(key.toLowerCase()) && this.#isNamed(whole));
  }

  /** Whether JSON may have one of the names: most has none, and is not worth reading. */
  mayBeIn(json: string): boolean {
    const small = json.toLowerCase();
    return [...this.#names].some((name) => small.includes(JSON.stringify(name).slice(1, -1)));
  }

  /** Remembers each value that stands under one of the names, to know it where it stands without. */
  see(value: unknown): void {
    if (this.isEmpty || value === null || typeof value !== "object") return;
    for (const [key, one] of Object.entries(value))
      if (this.covers(value, key)) this.#remember(one);
      else this.see(one);
  }

  /** Whether a number is one of these values. */
  has(value: number): boolean {
    return this.#values.has(String(value));
  }

  /** The text without values of these fields. */
  outOf(text: string): string {
    if (this.#inTexts === undefined) return text;
    const left = this.#valuesIn(text).reduce((rest, value) => rest.replaceAll(value, HIDDEN), text);
    return left.replace(this.#inTexts, `$1${HIDDEN}`);
  }

  /**
   * Those that may stand in a text, the longest first. A short one is looked through place by place: an answer has ten thousands
   * of them, and a thousand values to look for in each were seconds in which nobody else was answered.
   */
  #valuesIn(text: string): readonly string[] {
    const { size } = this.#values;
    if (size <= MOST_ONE_BY_ONE && text.length > size) return (this.#sorted ??= longestFirst(this.#values));
    const found = new Set<string>();
    for (let at = 0; at + SHORTEST_VALUE <= text.length; at++)
      for (const length of this.#lengths.get(text.slice(at, at + SHORTEST_VALUE)) ?? []) {
        const value = text.slice(at, at + length);
        if (this.#values.has(value)) found.add(value);
      }
    return longestFirst(found);
  }

  #isName(text: unknown): boolean {
    return typeof text === "string" && this.#names.has(text.toLowerCase());
  }

  #isNamed(whole: object): boolean {
    return Object.entries(whole).some(([key, one]) => NAMED_BY.includes(key.toLowerCase()) && this.#isName(one));
  }

  #remember(value: unknown): void {
    if (value !== null && typeof value === "object") return Object.values(value).forEach((one) => this.#remember(one));
    if (typeof value !== "string" && typeof value !== "number") return;
    const text = String(value);
    // What was hidden before tells nothing, and would be found everywhere.
    if (text.length < SHORTEST_VALUE || text.includes(HIDDEN) || this.#values.size >= MOST_VALUES) return;
    if (this.#values.has(text)) return;
    this.#values.add(text);
    const beginning = text.slice(0, SHORTEST_VALUE);
    this.#lengths.set(beginning, (this.#lengths.get(beginning) ?? new Set()).add(text.length));
    this.#sorted = undefined;
  }
}

const longestFirst = (values: Iterable<string>) => [...values].sort((a, b) => b.length - a.length);

/** A name, what ends it there, and its value: in quotes, in brackets, or up to where a form, a list or a line goes on. */
function inTexts(names: readonly string[]): RegExp {
  const one = names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)).join("|");
  const before = String.raw`(?<![\p{L}\p{N}_])(?:${one})`;
  const between = String.raw`(?:\\*["'])?\s*(?::|=|%3A|%3D)\s*`;
  const value = String.raw`(?:(?<quote>\\*["'])[\s\S]*?(?<!\\)\k<quote>|[{[][^}\]]*[}\]]?|[^\s"'\\,;&<>{}[\]][^\r\n"'\\,;&<>}\]]*)`;
  return new RegExp(`(${before}${between})${value}`, "giu");
}
