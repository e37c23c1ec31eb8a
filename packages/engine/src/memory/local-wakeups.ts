import type { Wakeups } from "../ports.js";

/** Wake-ups inside one process. */
export class LocalWakeups implements Wakeups {
  readonly #listeners = new Set<(runId: string) => void>();

  nudge(runId: string): void {
    for (const listener of this.#listeners) listener(runId);
  }

  onNudge(listener: (runId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
