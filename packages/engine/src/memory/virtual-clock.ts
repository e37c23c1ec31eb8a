import type { Clock } from "../ports.js";

interface Timer {
  at: number;
  callback: () => void;
}

/** A clock that stands still until the test lets it run. */
export class VirtualClock implements Clock {
  #now: number;
  #monotonic = 0;
  readonly #timers = new Set<Timer>();

  /** `turns` of the microtask queue pass between two timers: longer chains of awaits need more to come to rest. */
  constructor(
    start = Date.UTC(2026, 0, 1),
    private readonly turns = 50,
  ) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#monotonic + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Steps the wall clock as a wrong time server would; timers go on as if nothing had happened. */
  step(ms: number): void {
    this.#now += ms;
  }

  /** Lets `ms` pass; timers fire in their order, with pending promises settled in between. */
  async run(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await this.#settle();
    for (let timer = this.#next(end); timer; timer = this.#next(end)) {
      this.#move(Math.max(this.#monotonic, timer.at));
      this.#timers.delete(timer);
      timer.callback();
      await this.#settle();
    }
    this.#move(end);
  }

  /** The first that is due; of those at one time the one made first, as they lie in the order in which they were made. */
  #next(end: number) {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    return next;
  }

  #move(to: number): void {
    this.#now += to - this.#monotonic;
    this.#monotonic = to;
  }

  async #settle(): Promise<void> {
    for (let turn = 0; turn < this.turns; turn++) await Promise.resolve();
  }
}
