import { LRUCache } from "lru-cache";
import type { Logger } from "pino";
import { networkOf } from "../pace/network.js";
import { Pace } from "../pace/pace.js";

/** What tells of somebody who tries what there is to try: malformed, too slow, too large, of no type we know, too many. */
const telling = new Set([400, 408, 413, 415, 429, 431]);
const AGAIN_AFTER_MS = 60_000;
/** Lines a minute in all: who comes from everywhere fills no disk. */
const MOST_LINES = 60;
/** Networks with a kind of refusal; some hundred kilobytes. */
const REMEMBERED = 5_000;

/** Of whom, and what is known of the request. */
export interface RefusedRequest {
  status: number;
  address: string;
  method?: string;
  route?: string | null;
  requestId?: string;
}

/**
 * Tells of requests that are refused for what they are: of each network and status the first one, and once a minute how many
 * there were meanwhile.
 */
export class RefusalLines {
  readonly #seen = new LRUCache<string, { count: number; toldAt: number }>({ max: REMEMBERED });
  readonly #lines: Pace;

  constructor(
    private readonly log: Logger,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#lines = new Pace(MOST_LINES, { now });
  }

  /** @param guessed a key that there is not came with it */
  note({ status, address, ...about }: RefusedRequest, guessed = false): void {
    if (!telling.has(status) && !(guessed && status === 401)) return;
    const who = `${status} ${networkOf(address)}`;
    const { count, toldAt } = this.#seen.get(who) ?? { count: 0, toldAt: -Infinity };
    const now = this.now();
    const tells = now - toldAt >= AGAIN_AFTER_MS && this.#lines.take("all") === 0;
    this.#seen.set(who, tells ? { count: 0, toldAt: now } : { count: count + 1, toldAt });
    if (tells) this.log.info({ status, address, count: count + 1, ...about }, "requests were refused");
  }
}
