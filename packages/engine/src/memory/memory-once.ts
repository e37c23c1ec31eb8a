import type { OnceKeeper } from "../ports.js";

/** What has been done for whom, as long as the process lives; the suite in testing/ says what every keeper does. */
export class MemoryOnce implements OnceKeeper {
  readonly #first = new Map<string, { runId: string; stepKey: string; at: number; until: number }>();

  constructor(private readonly now: () => number = () => 0) {}

  first(claim: Parameters<OnceKeeper["first"]>[0]): ReturnType<OnceKeeper["first"]> {
    const { workspaceId, workflowId, nodeId, key, windowMs, runId, stepKey, rehearsal } = claim;
    const name = JSON.stringify([workspaceId, workflowId, nodeId, key, rehearsal]);
    const known = this.#first.get(name);
    const at = this.now();
    const mine = known?.runId === runId && known.stepKey === stepKey;
    // By the window that was asked for then, or the one of now where it is shorter.
    const over = known && Math.min(known.until, known.at + (windowMs ?? Infinity)) <= at;
    if (known && !mine && !over) return Promise.resolve({ first: false, runId: known.runId, at: known.at });
    // Asked again, as after a crash, it takes effect only from now on.
    this.#first.set(name, { runId, stepKey, at, until: at + (windowMs ?? Infinity) });
    return Promise.resolve({ first: true });
  }
}
