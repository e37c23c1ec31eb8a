import {
  LARGEST_OUTPUT,
  isObject,
  sizeOf,
  valueAt,
  type HttpAnswer,
  type HttpRequest,
  type Json,
  type JsonObject,
  type NodeDefinition,
  type OpenSecret,
  type StepTools,
} from "@leeway/engine";
import { judge, type Judged } from "./judge.js";
import { hasMore, totalOf } from "./page.js";
import { withAt } from "./paths.js";
import { describeRequest } from "./request.js";

/** However much is asked for. */
const MOST_ENTRIES = 10_000;
/** What stands around the entries has room as well. */
const MOST_CHARACTERS = LARGEST_OUTPUT - 256 * 1024;

type Tools = Pick<StepTools, "http" | "read" | "progress" | "now">;

/**
 * Reads a list as its params say: the first page, so many of them, or all. Several become one output in the shape of the
 * first, each entry once; `meta.truncated` says that there was more than the most that is read.
 */
export async function readPages(
  definition: NodeDefinition,
  params: JsonObject,
  tools: Tools,
  secret: OpenSecret,
): Promise<Judged> {
  const ask = (given: JsonObject, send: (request: HttpRequest) => Promise<HttpAnswer>) =>
    send(describeRequest(definition, given, secret)).then((answer) => judge(answer, { secret, now: tools.now }));
  const first = await ask(params, tools.http);
  const { request } = definition;
  const pages = pagesOf(params);
  if (first.kind === "failed" || !request?.list || pages === 1 || !request.query?.includes("offset")) return first;
  const list = new LongList(request.list.items, first.output, params, pages);
  for (let page = first.output; list.take(page);) {
    tools.progress(list.read, list.goal);
    const next = await ask({ ...params, offset: list.offset }, tools.read);
    if (next.kind === "failed") return next;
    page = next.output;
  }
  return { kind: "done", output: list.output() };
}

function pagesOf({ pages, pageCount }: JsonObject): number {
  if (pages === "all") return Infinity;
  return pages === "count" ? numberIn(pageCount, 1) : 1;
}

const numberIn = (value: Json | undefined, otherwise: number) => (typeof value === "number" ? value : otherwise);

/** The entries of the pages so far. A list may grow and shrink while it is read, and a far end may repeat itself. */
class LongList {
  readonly #entries: Json[] = [];
  readonly #seen = new Set<string>();
  readonly #most: number;
  #size = 0;
  #pages = 0;
  /** Pages in a row without anything new. */
  #stale = 0;
  #truncated = false;
  #total: number | undefined;
  offset: number;

  constructor(
    private readonly items: string,
    private readonly first: JsonObject,
    private readonly params: JsonObject,
    private readonly count: number,
  ) {
    this.offset = numberIn(params["offset"], 0);
    this.#most =
      count === Infinity ? Math.min(MOST_ENTRIES, numberIn(params["maxEntries"], MOST_ENTRIES)) : MOST_ENTRIES;
  }

  get read(): number {
    return this.#entries.length;
  }

  /** How many entries it will be, as far as that is known. */
  get goal(): number | undefined {
    const asked = this.count * numberIn(this.params["limit"], Infinity);
    const known = Math.min(
      asked,
      this.#total === undefined ? Infinity : this.#total - numberIn(this.params["offset"], 0),
    );
    const goal = Math.min(known, this.#most);
    return known === Infinity ? undefined : Math.max(goal, this.read);
  }

  /** Takes a page in; answers whether there is another one to read. */
  take(page: JsonObject): boolean {
    const found = valueAt(page, this.items);
    const entries = Array.isArray(found) ? found : [];
    const before = this.#entries.length;
    const whole = entries.every((entry) => this.#add(entry));
    this.#pages += 1;
    this.offset += entries.length;
    this.#stale = this.#entries.length > before ? 0 : this.#stale + 1;
    this.#total = totalOf(page, this.offset);
    if (!whole) this.#truncated = true;
    if (!whole || !this.#hasMore(page, entries.length)) return false;
    if (this.#entries.length < this.#most) return true;
    this.#truncated = true;
    return false;
  }

  #hasMore(page: Json, found: number): boolean {
    if (this.#pages >= this.count) return false;
    const limit = numberIn(this.params["limit"], found);
    const more = hasMore({ page, found, limit, next: this.offset });
    // New entries at the front push old ones on, a page of them at most; more than that is the same page again and again.
    const repeats = this.#stale > 1;
    if (more && repeats) this.#truncated = true;
    return more && !repeats;
  }

  /** False when there is no room for it. */
  #add(entry: Json): boolean {
    const id = isObject(entry) ? entry["id"] : undefined;
    const key = typeof id === "string" || typeof id === "number" ? String(id) : JSON.stringify(entry);
    if (this.#seen.has(key)) return true;
    this.#size += sizeOf(entry);
    if (this.#entries.length >= this.#most || this.#size > MOST_CHARACTERS) return false;
    this.#seen.add(key);
    this.#entries.push(entry);
    return true;
  }

  /** The first page with all entries in the place of its own. */
  output(): JsonObject {
    const joined = withAt(this.first, this.items, this.#entries);
    if (!this.#truncated) return joined;
    const { meta } = joined;
    return { ...joined, meta: { ...(isObject(meta) && meta), truncated: true } };
  }
}
