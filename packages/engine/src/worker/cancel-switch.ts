import type { Cancellation } from "../ports.js";

/** The side of a cancellation that asks. */
export class CancelSwitch implements Cancellation {
  #requested = false;
  readonly #listeners = new Set<() => void>();

  get requested(): boolean {
    return this.#requested;
  }

  request(): void {
    if (this.#requested) return;
    this.#requested = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  onRequest(listener: () => void): () => void {
    if (this.#requested) {
      listener();
      return () => {};
    }
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
