import type { Brakes, StopScope } from "../ports.js";

/** What is stopped, by the id of the workflow or of the workspace; whoever keeps it sets it here. */
export class LocalBrakes implements Brakes {
  readonly #stopped = new Set<string>();
  readonly #listeners = new Set<() => void>();

  on({ workspaceId, workflowId, parent }: StopScope): boolean {
    if (this.#stopped.size === 0) return false;
    if (this.#stopped.has(workspaceId) || this.#stopped.has(workflowId)) return true;
    return parent?.workflows?.some((above) => this.#stopped.has(above)) === true;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  stop(subject: string): void {
    this.#stopped.add(subject);
    for (const listener of this.#listeners) listener();
  }

  release(subject: string): void {
    this.#stopped.delete(subject);
    for (const listener of this.#listeners) listener();
  }
}
