import type { Clock } from "../ports.js";

interface Timer {
  at: number;
  /** How many were made before it. */
  made: number;
  /** None any more of one that was stopped. */
  callback: (() => void) | undefined;
}

/** A clock that stands still until the test lets it run. */
export class VirtualClock implements Clock {
  #now: number;
  #monotonic = 0;
  /** A heap: of thousands of timers the first is found without looking at the others. */
  readonly #timers: Timer[] = [];
  #made = 0;

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  after(ms: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#monotonic + Math.max(0, ms), made: this.#made++, callback };
    push(this.#timers, timer);
    return () => void (timer.callback = undefined);
  }

  /** Steps the wall clock as a wrong time server would; timers go on as if nothing had happened. */
  step(ms: number): void {
    this.#now += ms;
  }

  /** Lets `ms` pass; timers fire in their order, with pending promises settled in between. */
  async run(ms: number): Promise<void> {
    const end = this.#monotonic + ms;
    await settle();
    for (let first = this.#timers[0]; first && first.at <= end; first = this.#timers[0]) {
      const { at, callback } = pop(this.#timers);
      // Stopped meanwhile.
      if (!callback) continue;
      this.#move(Math.max(this.#monotonic, at));
      callback();
      await settle();
    }
    this.#move(end);
  }

  #move(to: number): void {
    this.#now += to - this.#monotonic;
    this.#monotonic = to;
  }
}

/** An immediate comes when no promise is left, however long their chains, for the price of a dozen of them. */
const { setImmediate } = globalThis as unknown as { setImmediate: (callback: () => void) => void };
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Of those at one time the one made first. */
const isBefore = (one: Timer, other: Timer) => one.at < other.at || (one.at === other.at && one.made < other.made);

function push(heap: Timer[], timer: Timer): void {
  let place = heap.length;
  heap.push(timer);
  for (let above = (place - 1) >> 1; place > 0; place = above, above = (place - 1) >> 1) {
    const parent = heap[above];
    if (!parent || isBefore(parent, timer)) break;
    heap[place] = parent;
    heap[above] = timer;
  }
}

function pop(heap: Timer[]): Timer {
  const [first] = heap as [Timer];
  const last = heap.pop();
  if (!last || last === first) return first;
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    const [left, right] = [heap[below], heap[below + 1]];
    if (left && right && isBefore(right, left)) below += 1;
    const child = heap[below];
    if (!child || isBefore(last, child)) break;
    heap[place] = child;
    place = below;
  }
  heap[place] = last;
  return first;
}
