import type { JsonObject } from "../json.js";

/** One page of a list, as a service gave it out. */
export interface ListPage {
  entries: readonly JsonObject[];
  /** How long the whole list is, where the service says so. */
  total?: number | undefined;
  /** Whether something follows. */
  more: boolean;
}

/** An entry with what tells it from others, and its times in milliseconds since 1970. */
export interface Entry {
  key: string;
  /** When it came to be, by the service's own clock. */
  at: number;
  /** When it was changed last, where it says so. */
  changedAt: number;
  data: JsonObject;
}

/** How a list is sorted, as far as its first page tells: by when entries came to be or were changed, or in no such way. */
export type Sorted = "created" | "changed" | "oldestFirst" | "not";

/** What was read of a list. */
export interface ReadBack {
  /** Each once, in the order in which they were read. */
  entries: Entry[];
  sorted: Sorted;
  /** Pages that were asked for. */
  pages: number;
  /** False where the list was longer than may be read at a time. */
  whole: boolean;
}

export interface ReadBackFacts {
  /** The page that begins with this entry of the list. */
  ask: (offset: number) => Promise<ListPage>;
  entryOf: (data: JsonObject) => Entry;
  /** Nothing older is wanted, by the time that the list is sorted by; `newest`: of what was read so far. */
  floorOf: (sorted: Sorted, newest: number) => number;
  mostPages: number;
}

/** Entries that two pages in a row share: what is deleted meanwhile moves up what follows, past where the next page begins. */
const SHARED = 3;
/** Steps back after more was deleted at once; then what is there has to do. */
const MOST_STEPS_BACK = 3;

/**
 * Reads a list from its newest entry back to a time. Nobody promises how a list is sorted, and it changes while it is
 * read: the first page shows its order, entries count once, and pages overlap. A list in no order is read whole.
 */
export async function readBack(facts: ReadBackFacts): Promise<ReadBack> {
  const walk = new Walk(facts);
  const first = await walk.page(0);
  const sorted = sortedAs(first.entries);
  const { total } = first.page;
  if (sorted === "oldestFirst" && first.page.more && total !== undefined) await walk.backwards(first, total);
  else await walk.forwards(first, sorted === "oldestFirst" ? "not" : sorted);
  const { entries, pages, whole } = walk;
  return { entries: [...entries.values()], sorted, pages, whole };
}

interface Seen {
  page: ListPage;
  entries: Entry[];
  /** Some of it was there before. */
  known: boolean;
}

class Walk {
  readonly entries = new Map<string, Entry>();
  pages = 0;
  whole = true;

  #newest = 0;

  constructor(private readonly facts: ReadBackFacts) {}

  async page(offset: number): Promise<Seen> {
    this.pages += 1;
    const page = await this.facts.ask(offset);
    const entries = page.entries.map((data) => this.facts.entryOf(data));
    const known = entries.some(({ key }) => this.entries.has(key));
    for (const entry of entries) {
      if (!this.entries.has(entry.key)) this.entries.set(entry.key, entry);
      this.#newest = Math.max(this.#newest, entry.at);
    }
    return { page, entries, known };
  }

  async forwards(first: Seen, sorted: Sorted): Promise<void> {
    let stepsBack = MOST_STEPS_BACK;
    let offset = 0;
    for (let now = first; now.page.more && !this.#isPast(now.entries.at(-1), sorted);) {
      if (this.#full()) return;
      const found = now.entries.length;
      const next = offset + Math.max(1, found - SHARED);
      now = await this.page(next);
      if (now.known || found <= SHARED || stepsBack === 0) offset = next;
      else {
        // So much was deleted that the pages no longer touch.
        stepsBack -= 1;
        offset = Math.max(0, next - 2 * found);
        if (this.#full()) return;
        now = await this.page(offset);
      }
    }
  }

  /** From the end of a list whose newest entries stand there. */
  async backwards(first: Seen, total: number): Promise<void> {
    const size = Math.max(1, this.entries.size);
    const begin = new Set(first.entries.map(({ key }) => key));
    let touches = true;
    for (
      let offset = Math.max(0, total - size);
      offset > 0;
      offset = Math.max(0, offset - Math.max(1, size - SHARED))
    ) {
      if (this.#full()) return;
      const { entries } = await this.page(offset);
      if (this.#isPast(entries[0], "oldestFirst")) return;
      touches = entries.some(({ key }) => begin.has(key));
    }
    // So much was deleted at the beginning that what followed the first page has moved into it.
    if (!touches && !this.#full()) await this.page(0);
  }

  #full(): boolean {
    if (this.pages >= this.facts.mostPages) this.whole = false;
    return !this.whole;
  }

  /** Whether what follows is older than anybody wants to know. What is in no order is read to its end. */
  #isPast(last: Entry | undefined, sorted: Sorted): boolean {
    if (!last || sorted === "not") return false;
    return (sorted === "changed" ? last.changedAt : last.at) < this.facts.floorOf(sorted, this.#newest);
  }
}

/** A page in which all came at once, or with one entry, could be of a list in any order: newest first is usual. */
function sortedAs(entries: readonly Entry[]): Sorted {
  const falls = (time: (entry: Entry) => number) =>
    entries.every((entry, index) => index === 0 || time(entry) <= time(entries[index - 1] as Entry));
  if (falls(({ at }) => at)) return "created";
  if (falls(({ changedAt }) => changedAt)) return "changed";
  return entries.every((entry, index) => index === 0 || entry.at >= (entries[index - 1] as Entry).at)
    ? "oldestFirst"
    : "not";
}
