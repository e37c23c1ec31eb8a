import type { Clock } from "../ports.js";

/** The sleep of one who waits for something to happen, or for a time to be over. */
export class Nap {
  #wake = () => {};
  #soon = false;

  constructor(private readonly clock: Clock) {}

  /** Ends the sleep; where nobody sleeps it does nothing and is not remembered. */
  wake(): void {
    this.#wake();
  }

  /** Ends it once all that has arrived already is dealt with. */
  wakeSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    this.clock.after(0, () => {
      this.#soon = false;
      this.#wake();
    });
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
