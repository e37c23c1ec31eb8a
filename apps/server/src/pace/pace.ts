import { performance } from "node:perf_hooks";
import { LRUCache } from "lru-cache";

const WINDOW_MS = 60_000;
/** Some megabytes at most; who wants to push an entry out must come from this many places meanwhile. */
const REMEMBERED = 20_000;
/** What adding up fractions of milliseconds may be wrong by. */
const ROUNDING_MS = 0.01;

/**
 * How often somebody may do something: so many times at once, and from then on so many a minute, evenly (GCRA). One number
 * is kept of each, and what was refused does not count: whoever goes on too fast gets as much as whoever waits.
 */
export class Pace {
  readonly #everyMs: number;
  /** When all that was taken will have been paid off. */
  readonly #paidAt = new LRUCache<string, number>({ max: REMEMBERED });

  /** @param now a clock that nobody sets */
  constructor(
    mostAMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#everyMs = WINDOW_MS / mostAMinute;
  }

  /** Counts one; answers how many seconds to wait where it is one too many, else 0. */
  take(who: string): number {
    const now = this.now();
    const paidAt = Math.max(this.#paidAt.get(who) ?? now, now) + this.#everyMs;
    const waitMs = paidAt - now - WINDOW_MS;
    if (waitMs > ROUNDING_MS) return Math.ceil(waitMs / 1_000);
    this.#paidAt.set(who, paidAt);
    return 0;
  }
}
