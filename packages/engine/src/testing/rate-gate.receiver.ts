/** How long the far end's window is, by its own clock. */
const WINDOW_MS = 60_000;

/** The far end: counts exactly, by its own clock, what arrives in any 60 s, and refuses what is too much. */
export class Receiver {
  readonly #limit: number;
  /** How much its clock is faster than ours, in thousandths. */
  readonly #drift: number;
  #ours: number[] = [];
  #others: number[] = [];
  /** The most of our requests that one window has held. */
  fullest = 0;
  /** When requests of ours arrived, by our clock. */
  readonly arrivals: number[] = [];

  constructor(limit: number, drift: number) {
    this.#limit = limit;
    this.#drift = drift;
  }

  /** A request of ours arrives; answers whether it is refused because of all that use the token. */
  arrive(at: number): "fine" | "refused" {
    const now = this.#forget(at);
    this.#ours.push(now);
    this.arrivals.push(at);
    this.fullest = Math.max(this.fullest, this.#ours.length);
    return this.#ours.length + this.#others.length > this.#limit ? "refused" : "fine";
  }

  /** Somebody else uses the token. */
  others(at: number, count: number): void {
    const now = this.#forget(at);
    for (let i = 0; i < count; i++) this.#others.push(now);
  }

  #forget(at: number): number {
    const now = at * (1 + this.#drift / 1_000);
    const inside = (arrival: number) => now - arrival <= WINDOW_MS;
    this.#ours = this.#ours.filter(inside);
    this.#others = this.#others.filter(inside);
    return now;
  }
}
