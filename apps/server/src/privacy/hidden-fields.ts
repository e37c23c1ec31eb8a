import { LRUCache } from "lru-cache";
import { escapedForms } from "../credentials/spellings.js";
import { KnownValues } from "./known-values.js";

/** What stands where something is hidden. */
export const HIDDEN = "•••";

/** A longer text is no JSON that somebody put into a field. */
const LONGEST_JSON = 1_000_000;
/** No log is as deep; JSON in a text may be. */
const DEEPEST = 500;
/** How lists say what a value is called and what it is: `{ "name": "passport", "value": "FM123456" }`. */
const NAMED_BY = ["name", "key", "field", "title", "label"];
const VALUE_OF_NAMED = new Set(["value", "values"]);

/**
 * Fields whose values are hidden, by their names: under these names, beside them in lists of names and values, after them in
 * texts (JSON, forms, headers, plain words), and wherever else a value stands that was seen so somewhere.
 */
export class HiddenFields {
  readonly #names: ReadonlySet<string>;
  readonly #inTexts: RegExp | undefined;
  /** Seen here, beside what is known from elsewhere. */
  readonly values = new KnownValues();
  #known: readonly KnownValues[] = [];
  #unknown: ReadonlySet<string> | "all" = new Set();

  constructor(names: readonly string[]) {
    this.#names = new Set(names.map((name) => name.toLowerCase()));
    this.#inTexts = names.length === 0 ? undefined : patternOf(names);
  }

  get isEmpty(): boolean {
    return this.#names.size === 0;
  }

  /** Values that were seen elsewhere count here as well, in the place of those of before. */
  know(known: readonly KnownValues[]): void {
    this.#known = known;
  }

  /** Of these runs nobody knows which values they have, or of all that an answer tells of: whatever came with them is hidden. */
  knowNothingOf(runs: ReadonlySet<string> | "all"): void {
    this.#unknown = runs;
  }

  /** Whether nothing is known of what an object, or all, tells of. */
  knowsNothingOf(whole?: object): boolean {
    if (this.#unknown === "all" || whole === undefined) return this.#unknown === "all";
    const { id, runId } = whole as { id?: unknown; runId?: unknown };
    return this.#unknown.size > 0 && [id, runId].some((one) => (this.#unknown as ReadonlySet<unknown>).has(one));
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
  see(value: unknown, depth = 0): void {
    if (this.isEmpty || value === null || depth > DEEPEST) return;
    if (typeof value === "string") return this.#seeIn(value, depth);
    if (typeof value !== "object") return;
    for (const [key, one] of Object.entries(value))
      if (this.covers(value, key)) this.#remember(one, depth + 1);
      else this.see(one, depth + 1);
  }

  /** Whether a number is one of these values. */
  has(value: number): boolean {
    return this.#isKnown(String(value));
  }

  /** The text without values of these fields. */
  outOf(text: string): string {
    if (this.#inTexts === undefined) return text;
    const found = new Set([this.values, ...this.#known].flatMap((values) => [...values.in(text)]));
    // What is hidden in one spelling must not leave an end of a longer one.
    const longestFirst = [...found].sort((a, b) => b.length - a.length);
    const left = longestFirst.reduce((rest, value) => rest.replaceAll(value, HIDDEN), text);
    return left.replace(this.#inTexts, `$1${HIDDEN}`);
  }

  #isName(text: unknown): boolean {
    return typeof text === "string" && this.#names.has(text.toLowerCase());
  }

  #isNamed(whole: object): boolean {
    return Object.entries(whole).some(([key, one]) => NAMED_BY.includes(key.toLowerCase()) && this.#isName(one));
  }

  #isKnown(text: string): boolean {
    return this.values.has(text) || this.#known.some((known) => known.has(text));
  }

  /** What stands after a name in a text, as JSON or a form has it there. */
  #seeIn(text: string, depth: number): void {
    if (this.#inTexts === undefined || !this.mayBeIn(text)) return;
    const json = /^\s*[[{]/.test(text) && text.length <= LONGEST_JSON ? parsed(text) : undefined;
    if (json !== undefined) return this.see(json, depth + 1);
    for (const { groups = {} } of text.matchAll(this.#inTexts)) {
      const { quote = "", value = "" } = groups;
      if (/^[[{]/.test(value)) continue;
      const bare = value.slice(quote.length, value.length - quote.length).trim();
      // An address goes on behind it.
      for (const one of [bare, bare.replace(/#.*/s, "")])
        for (const said of [one, decoded(one)]) this.#remember(said, depth);
    }
  }

  #remember(value: unknown, depth: number): void {
    if (depth > DEEPEST) return;
    if (value !== null && typeof value === "object")
      return Object.values(value).forEach((one) => this.#remember(one, depth + 1));
    if (typeof value !== "string" && typeof value !== "number") return;
    const text = String(value);
    // What was hidden before tells nothing, and would be found everywhere.
    if (!text.includes(HIDDEN) && !this.#isKnown(text)) this.values.add(text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As a form or an address means it. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** Fifty names in all of their spellings are some milliseconds, and each answer asks for the same ones. */
const patterns = new LRUCache<string, RegExp>({ max: 100 });

function patternOf(names: readonly string[]): RegExp {
  const key = names.join("\n");
  const pattern = patterns.get(key) ?? inTexts(names);
  patterns.set(key, pattern);
  return pattern;
}

/** A name, what ends it there, and its value: in quotes, in brackets, or up to where a form, a list or a line goes on. */
function inTexts(names: readonly string[]): RegExp {
  const one = [...new Set(names.flatMap(escapedForms))]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
    .join("|");
  // Not in the middle of a word; but a sign that an address or JSON writes by letters is none.
  const before = String.raw`(?:(?<![\p{L}\p{N}_])|(?<=%[0-9a-f]{2})|(?<=\\[bfnrt]))(?:${one})`;
  const quote = String.raw`\\*["']|%22|&quot;`;
  const between = String.raw`(?:${quote})?\s*(?::|=|%3A|%3D)\s*`;
  const value = String.raw`(?<value>(?<quote>${quote})[\s\S]*?(?<!\\)\k<quote>|[{[][^}\]]*[}\]]?|[^\s"'\\,;&<>{}[\]][^\r\n"'\\,;&<>}\]]*)`;
  return new RegExp(`(${before}${between})${value}`, "giu");
}
