import { LRUCache } from "lru-cache";

const WINDOW_MS = 60_000;
/** A shop's own staff send for their customers from one network. */
const MOST = 20;
/** Some megabytes at most. */
const REMEMBERED = 20_000;

/** How often one network may send one form: at most twenty times in any minute. */
export class Pace {
  readonly #times = new LRUCache<string, number[]>({ max: REMEMBERED });

  constructor(private readonly now: () => number = Date.now) {}

  /** Counts one; answers how many seconds to wait where it is one too many, else 0. */
  take(who: string): number {
    const now = this.now();
    // A clock that was set back does not shut the door for longer.
    const lately = (this.#times.get(who) ?? []).filter((at) => at > now - WINDOW_MS && at <= now);
    const oldest = lately[0];
    if (lately.length >= MOST && oldest !== undefined) return Math.ceil((oldest + WINDOW_MS - now) / 1_000);
    this.#times.set(who, [...lately, now]);
    return 0;
  }
}
