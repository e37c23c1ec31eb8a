import type { Nudge, Wakeups } from "../ports.js";

type Listener = Parameters<Wakeups["onNudge"]>[0];

/** Wake-ups inside one process. */
export class LocalWakeups implements Wakeups {
  readonly #listeners = new Map<Listener, () => boolean>();

  nudge(runId: string, why?: Nudge): void {
    for (const listener of this.#listeners.keys()) listener(runId, why);
  }

  get full(): boolean {
    return [...this.#listeners.values()].some((isFull) => isFull());
  }

  onNudge(listener: Listener, isFull = () => false): () => void {
    this.#listeners.set(listener, isFull);
    return () => this.#listeners.delete(listener);
  }
}
