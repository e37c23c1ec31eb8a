import type { Clock } from "../ports.js";
import type { PoolChange, PoolStore, StoredPool } from "../limiter/store.js";

/** A store whose commits take their time, in order; a crash loses what is not committed yet. */
export class SlowStore implements PoolStore {
  readonly #kept: PoolStore;
  readonly #clock: Clock;
  readonly #delay: () => number;
  readonly #seen: (change: PoolChange) => void;
  /** When the writes that are under way were handed in, oldest first. */
  readonly #pending: number[] = [];
  #lastCommit = 0;
  #crashed = false;

  constructor(kept: PoolStore, clock: Clock, delay: () => number, seen: (change: PoolChange) => void) {
    this.#kept = kept;
    this.#clock = clock;
    this.#delay = delay;
    this.#seen = seen;
  }

  load(): StoredPool[] {
    return this.#kept.load();
  }

  drop(keys: string[]): void {
    this.#kept.drop(keys);
  }

  save(change: PoolChange): Promise<void> {
    this.#seen(change);
    const now = this.#clock.monotonic();
    this.#lastCommit = Math.max(this.#lastCommit, now + this.#delay());
    this.#pending.push(now);
    return new Promise((resolve, reject) => {
      this.#clock.after(this.#lastCommit - now, () => {
        if (this.#crashed) return;
        this.#pending.shift();
        this.#kept.save(change).then(resolve, reject);
      });
    });
  }

  /** The process dies. Answers since when nothing was kept; Infinity = all is. */
  crash(): number {
    this.#crashed = true;
    return this.#pending[0] ?? Infinity;
  }
}
