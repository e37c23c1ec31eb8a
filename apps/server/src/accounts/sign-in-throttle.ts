import { LRUCache } from "lru-cache";
import { networkOf } from "../pace/network.js";

interface Tries {
  count: number;
  /** Before this the next try is refused unseen. */
  notBefore: number;
}

/** Wrong tries without any delay. */
const FREE_TRIES = 5;
const LONGEST_MS = 15 * 60_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
/** Some megabytes at most; who wants to push an entry out must fail this often elsewhere meanwhile. */
const REMEMBERED = 20_000;

/**
 * Slows guessing: after five wrong tries the next is possible after 1 s, then 2 s, 4 s … up to 15 minutes. Kept per
 * account *and* address, so that nobody can lock owners out of their own account from elsewhere.
 */
export class SignInThrottle {
  #known: LRUCache<string, Tries> | undefined;

  constructor(
    private readonly now: () => number = Date.now,
    private readonly freeTries = FREE_TRIES,
  ) {}

  /** Its room is taken with the first try. */
  get #tries() {
    const { now } = this;
    return (this.#known ??= new LRUCache({
      max: REMEMBERED,
      ttl: FORGOTTEN_AFTER_MS,
      ttlResolution: 0,
      perf: { now },
    }));
  }

  /**
   * Counts a try before it is looked at (a hundred at once would otherwise all be free). Answers how many seconds to
   * wait, 0 to go on.
   */
  begin(key: string): number {
    const now = this.now();
    const { count, notBefore } = this.#tries.get(key) ?? { count: 0, notBefore: 0 };
    if (now < notBefore) return Math.ceil((notBefore - now) / 1_000);
    const over = count + 1 - this.freeTries;
    const delay = over < 0 ? 0 : Math.min(1_000 * 2 ** over, LONGEST_MS);
    this.#tries.set(key, { count: count + 1, notBefore: now + delay });
    return 0;
  }

  /** The try was right: what was counted is forgotten. */
  succeeded(key: string): void {
    this.#tries.delete(key);
  }
}

/** An account as seen from a network. */
export const throttleKey = (account: string, address: string): string => `${account} ${networkOf(address)}`;
