import type { OnceKeeper } from "../ports.js";

/** What has been done for whom, as long as the process lives; the suite in testing/ says what every keeper does. */
export class MemoryOnce implements OnceKeeper {
  readonly #first = new Map<string, { runId: string; stepKey: string; at: number }>();

  constructor(private readonly now: () => number = () => 0) {}

  first(claim: Parameters<OnceKeeper["first"]>[0]): ReturnType<OnceKeeper["first"]> {
    const { workspaceId, workflowId, nodeId, key, windowMs, runId, stepKey, rehearsal } = claim;
    const name = JSON.stringify([workspaceId, workflowId, nodeId, key, rehearsal]);
    const known = this.#first.get(name);
    const at = this.now();
    const mine = known?.runId === runId && known.stepKey === stepKey;
    const over = known && windowMs !== undefined && known.at + windowMs <= at;
    if (known && !mine && !over) return Promise.resolve({ first: false, runId: known.runId, at: known.at });
    if (!mine) this.#first.set(name, { runId, stepKey, at });
    return Promise.resolve({ first: true });
  }
}
