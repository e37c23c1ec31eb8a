import type { RunChange, RunFeed } from "../ports.js";

type Listener = (change: RunChange) => void;

/** The feed inside one process: listeners by run and by workflow. */
export class LocalRunFeed implements RunFeed {
  readonly #byRun = new Map<string, Set<Listener>>();
  readonly #byWorkflow = new Map<string, Set<Listener>>();

  announce(change: RunChange): void {
    for (const listener of this.#byRun.get(change.runId) ?? []) listener(change);
    for (const listener of this.#byWorkflow.get(change.workflowId) ?? []) listener(change);
  }

  listen(filter: { runId: string } | { workflowId: string }, listener: Listener): () => void {
    const [map, id] = "runId" in filter ? [this.#byRun, filter.runId] : [this.#byWorkflow, filter.workflowId];
    const listeners = map.get(id) ?? new Set();
    map.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && map.get(id) === listeners) map.delete(id);
    };
  }
}
