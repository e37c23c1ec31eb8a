import { performance } from "node:perf_hooks";
import { LRUCache } from "lru-cache";

const MINUTE_MS = 60_000;
/** Some megabytes at most; who wants to push an entry out must come from this many places meanwhile. */
const REMEMBERED = 20_000;
/** What adding up fractions of milliseconds may be wrong by. */
const ROUNDING_MS = 0.01;

/** What is not as usual. */
interface Unusual {
  /** Of which so many are let through; usually a minute. */
  windowMs?: number;
  /** A clock that nobody sets. */
  now?: () => number;
}

/**
 * How often somebody may do something: so many times at once, and from then on so many in each window, evenly (GCRA). One number
 * is kept of each, and what was refused does not count: whoever goes on too fast gets as much as whoever waits.
 */
export class Pace {
  readonly #windowMs: number;
  readonly #everyMs: number;
  readonly #now: () => number;
  #known: LRUCache<string, number> | undefined;

  constructor(most: number, { windowMs = MINUTE_MS, now = () => performance.now() }: Unusual = {}) {
    this.#windowMs = windowMs;
    this.#everyMs = windowMs / most;
    this.#now = now;
  }

  /** When all that was taken will have been paid off. Its room is taken with the first one: there are many that count nobody. */
  get #paidAt() {
    return (this.#known ??= new LRUCache<string, number>({ max: REMEMBERED }));
  }

  /** Counts one; answers how many seconds to wait where it is one too many, else 0. */
  take(who: string): number {
    const paidAt = this.#next(who);
    const seconds = this.#tooEarlyBy(paidAt);
    if (seconds === 0) this.#paidAt.set(who, paidAt);
    return seconds;
  }

  /** How many seconds to wait before the next one, without counting it; 0 to go on. */
  wait(who: string): number {
    return this.#tooEarlyBy(this.#next(who));
  }

  /** One that was counted was none. */
  giveBack(who: string): void {
    const paidAt = this.#paidAt.get(who);
    if (paidAt !== undefined) this.#paidAt.set(who, paidAt - this.#everyMs);
  }

  /** When all will have been paid off, with one more. */
  #next(who: string): number {
    const now = this.#now();
    return Math.max(this.#paidAt.get(who) ?? now, now) + this.#everyMs;
  }

  #tooEarlyBy(paidAt: number): number {
    const waitMs = paidAt - this.#now() - this.#windowMs;
    return waitMs > ROUNDING_MS ? Math.ceil(waitMs / 1_000) : 0;
  }
}
