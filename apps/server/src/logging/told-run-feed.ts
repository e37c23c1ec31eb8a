import { LocalRunFeed, type RunChange, type RunStatus } from "@leeway/engine";
import { Logger } from "@nestjs/common";
import { LRUCache } from "lru-cache";

const finished: ReadonlySet<RunStatus> = new Set(["succeeded", "failed", "cancelled"]);

/** The feed of this process; it also counts how runs end, and writes a line about those that somebody should look at. */
export class ToldRunFeed extends LocalRunFeed {
  readonly #log = new Logger("runs");
  /** Runs that need attention and were told of: they are announced with everything that still comes of them. */
  readonly #told = new LRUCache<string, true>({ max: 10_000 });
  readonly #ended = new Map<RunStatus, number>([...finished].map((status) => [status, 0]));

  readonly #rehearsed = new Map<RunStatus, number>([...finished].map((status) => [status, 0]));

  /** Of those that finished since the start: rehearsals. */
  get rehearsed(): ReadonlyMap<RunStatus, number> {
    return this.#rehearsed;
  }

  /** Runs that finished since the start. */
  get ended(): ReadonlyMap<RunStatus, number> {
    return this.#ended;
  }

  override announce(change: RunChange): void {
    this.#see(change);
    super.announce(change);
  }

  #see(change: RunChange): void {
    const { runId, status } = change;
    if (status === "needs_attention") {
      if (this.#told.has(runId)) return;
      this.#told.set(runId, true);
    } else if (this.#told.size > 0) this.#told.delete(runId);
    // Its end is the last thing that comes of a run.
    if (finished.has(status)) {
      this.#ended.set(status, (this.#ended.get(status) ?? 0) + 1);
      if (change.state?.rehearsal) this.#rehearsed.set(status, (this.#rehearsed.get(status) ?? 0) + 1);
    }
    if (status === "failed" || status === "needs_attention") this.#log.warn(lineOf(change));
  }
}

/** Codes and ids alone: an error's values may hold what a workflow works with. */
function lineOf({ runId, workflowId, status, state }: RunChange): Record<string, unknown> {
  const unknown = [...(state?.steps.values() ?? [])].find((step) => step.status === "unknown");
  const failed = status === "failed";
  return {
    runId,
    workflowId,
    step: (failed ? state?.error?.nodeId : unknown?.nodeId) ?? null,
    code: (failed ? state?.error?.code : unknown?.error?.code) ?? null,
    ...(state?.rehearsal && { rehearsal: true }),
    msg: failed ? "run failed" : "run needs attention",
  };
}
