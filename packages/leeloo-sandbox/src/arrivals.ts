const WINDOW_MS = 60_000;

/** When each token's requests arrived: at most `limit` in any 60 seconds pass. Those over it count as well. */
export class Arrivals {
  #times = new Map<number, number[]>();

  constructor(readonly limit: number) {}

  /** Counts a request of the token; true when it is over the limit. */
  count(token: number, now: number): boolean {
    const times = this.#times.get(token) ?? [];
    const oldest = times.length < this.limit ? undefined : times[times.length - this.limit];
    times.push(now);
    // The last `limit` are enough to judge the next; dropping them in batches keeps this cheap.
    if (times.length > this.limit * 2) times.splice(0, times.length - this.limit);
    this.#times.set(token, times);
    return oldest !== undefined && now - oldest < WINDOW_MS;
  }

  clear(): void {
    this.#times = new Map();
  }
}
