import type { Clock } from "../ports.js";

/** The sleep of one who waits for something to happen, or for a time to be over. */
export class Nap {
  #wake = (_turned: boolean) => {};
  #soon = false;

  constructor(private readonly clock: Clock) {}

  /** Ends the sleep; where nobody sleeps it does nothing and is not remembered. */
  wake(): void {
    this.#wake(false);
  }

  /** Ends it once all that has arrived already is dealt with. */
  wakeSoon(): void {
    if (this.#soon) return;
    this.#soon = true;
    this.clock.after(0, () => {
      this.#soon = false;
      this.#wake(true);
    });
  }

  /** Until it is woken, at the latest after `ms`. Answers whether others have surely had their turn meanwhile. */
  take(ms?: number): Promise<boolean> {
    return new Promise((resolve) => {
      const stop = ms === undefined ? undefined : this.clock.after(ms, () => this.#wake(true));
      this.#wake = (turned) => {
        stop?.();
        this.#wake = () => {};
        resolve(turned);
      };
    });
  }
}
