import type { Cancellation } from "../ports.js";

/** The side of a cancellation that asks. */
export class CancelSwitch implements Cancellation {
  #requested = false;
  /** Made for the first that listens: most steps compute, and nobody does. */
  #listeners: Set<() => void> | undefined;

  get requested(): boolean {
    return this.#requested;
  }

  request(): void {
    if (this.#requested) return;
    this.#requested = true;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
  }

  onRequest(listener: () => void): () => void {
    if (this.#requested) {
      listener();
      return () => {};
    }
    const listeners = (this.#listeners ??= new Set());
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
}
