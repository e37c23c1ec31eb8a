import type { Clock } from "../ports.js";

/** The sleep of one who waits for something to happen, or for a time to be over. */
export class Nap {
  #wake = () => {};

  constructor(private readonly clock: Clock) {}

  /** Whoever is awake sleeps no less for it. */
  wake(): void {
    this.#wake();
  }

  /** Until it is woken, at the latest after `ms`. */
  take(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = ms === undefined ? undefined : this.clock.after(ms, () => this.#wake());
      this.#wake = () => {
        stop?.();
        this.#wake = () => {};
        resolve();
      };
    });
  }
}
