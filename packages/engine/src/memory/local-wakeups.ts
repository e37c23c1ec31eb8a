import type { Nudge, Wakeups } from "../ports.js";

type Listener = Parameters<Wakeups["onNudge"]>[0];

/** Wake-ups inside one process. */
export class LocalWakeups implements Wakeups {
  readonly #listeners = new Set<Listener>();

  nudge(runId: string, why?: Nudge): void {
    for (const listener of this.#listeners) listener(runId, why);
  }

  onNudge(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
