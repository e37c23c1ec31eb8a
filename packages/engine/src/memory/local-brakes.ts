import type { Brakes, StopScope } from "../ports.js";

/** What is stopped, by the id of the workflow or of the workspace; whoever keeps it sets it here. */
export class LocalBrakes implements Brakes {
  readonly #stopped = new Set<string>();
  readonly #listeners = new Set<() => void>();

  /** `holds`: whether this one run waits for a person's word, whatever goes on around it. */
  constructor(private readonly holds: (runId: string) => boolean = () => false) {}

  on({ id, workspaceId, workflowId, parent }: StopScope): boolean {
    if (this.holds(id)) return true;
    if (this.#stopped.size === 0) return false;
    if (this.#stopped.has(workspaceId) || this.#stopped.has(workflowId)) return true;
    return parent?.workflows?.some((above) => this.#stopped.has(above)) === true;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Whether this very workflow or workspace is stopped. */
  has(subject: string): boolean {
    return this.#stopped.has(subject);
  }

  stop(subject: string): void {
    this.#stopped.add(subject);
    this.tell();
  }

  release(subject: string): void {
    this.#stopped.delete(subject);
    this.tell();
  }

  /** Something was stopped or let go. */
  tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
