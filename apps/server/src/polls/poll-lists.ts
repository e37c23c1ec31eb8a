import {
  CancelSwitch,
  isObject,
  readBack,
  valueAt,
  type Json,
  type JsonObject,
  type Lane,
  type ListPage,
  type OpenSecret,
  type ReadBack,
  type Sorted,
  type StepError,
} from "@leeway/engine";

import { hasMore, totalOf, type PollSource } from "@leeway/nodes";
import { Injectable } from "@nestjs/common";
import { LRUCache } from "lru-cache";
import { ServiceCalls } from "../credentials/service-calls.js";

/** Leeloo advises against large pages. */
const PAGE = 50;
/** Requests for one look: 10,000 entries. */
const MOST_PAGES = 200;
/** Triggers that look for the same at the same time share what was read. */
const SHARED_MS = 5_000;
export const PATIENCE_MS = 5 * 60_000;

/** The service refused, or could not be reached. */
export class ListRefused extends Error {
  constructor(readonly why: StepError) {
    super(why.code);
  }
}

/** Whose list is read, and which. */
export interface ListOf {
  workspaceId: string;
  secret: OpenSecret;
  source: PollSource;
  params: JsonObject;
}

/** How a list is read: back to where, and in which lane of the limiter. */
export interface HowToRead {
  floorOf: (sorted: Sorted, newest: number) => number;
  lane: Lane;
  /** 10,000 entries where nothing is said. */
  mostPages?: number;
  /** How long a page may wait for the limiter. */
  patienceMs?: number;
}

interface Wait {
  lane: Lane;
  ms: number;
}

/** Reads the lists that triggers look into, page by page, through the limiter. Waits there for as long as it takes. */
@Injectable()
export class PollLists {
  readonly #known = new LRUCache<string, Promise<Json>>({ max: 500, ttl: SHARED_MS });
  readonly #stopping = new CancelSwitch();

  constructor(private readonly calls: ServiceCalls) {}

  /** Throws a `ListRefused` where the service does not give it out. */
  read(
    list: ListOf,
    { floorOf, lane, mostPages = MOST_PAGES, patienceMs = PATIENCE_MS }: HowToRead,
  ): Promise<ReadBack> {
    const { entryOf, items } = list.source;
    const ask = async (offset: number): Promise<ListPage> => {
      const page = await this.#page(list, offset, { lane, ms: patienceMs });
      const found = valueAt(page, items);
      const entries = Array.isArray(found) ? found.filter(isObject) : [];
      const next = offset + entries.length;
      const total = totalOf(page, next);
      return { entries, total, more: hasMore({ page, found: entries.length, limit: PAGE, next }) };
    };
    return readBack({ ask, entryOf, floorOf, mostPages });
  }

  /** What was read is read anew. */
  forget(): void {
    this.#known.clear();
  }

  /** Ends what waits for the limiter, for good: what fails from now on is no failure of the service. */
  stop(): void {
    this.#stopping.request();
  }

  get isStopping(): boolean {
    return this.#stopping.requested;
  }

  #page(list: ListOf, offset: number, wait: Wait): Promise<Json> {
    const key = keyOf(list, offset);
    const known = this.#known.get(key);
    if (known) return known;
    const reading = this.#ask(list, offset, wait);
    this.#known.set(key, reading);
    // A failure is told to all who wait for it, and to nobody after them.
    reading.catch(() => this.#known.peek(key) === reading && this.#known.delete(key));
    return reading;
  }

  async #ask({ workspaceId, secret, source, params }: ListOf, offset: number, wait: Wait): Promise<Json> {
    const patient = { ...wait, cancellation: this.#stopping };
    const page = { ...params, limit: PAGE, offset, pages: "first" };
    const outcome = await this.calls.ask(source.nodeType, page, { workspaceId, secret, patient });
    if (outcome.kind === "failed") throw new ListRefused(outcome.error);
    return outcome.kind === "done" ? outcome.output : null;
  }
}

/** The same list through another credential with the same token is the same list. */
function keyOf({ workspaceId, secret, source, params }: ListOf, offset: number): string {
  const place = [secret.pool?.key ?? null, secret.data["baseUrl"] ?? null];
  return JSON.stringify([workspaceId, place, source.nodeType, params, offset]);
}
