import type { WorkflowDocument } from "../document/document.js";
import type { Caller, ChildRuns } from "../ports.js";
import type { Bench } from "./bench.js";

/** Workflows that steps of a bench's runs may start, by their names: runs of the same store, made once under their step. */
export class Family implements ChildRuns {
  readonly #runs = new Map<string, string>();

  constructor(
    private readonly bench: Bench,
    private readonly documents: Readonly<Record<string, WorkflowDocument>>,
  ) {}

  async start({ workflowId, parent, waits }: Parameters<ChildRuns["start"]>[0]): ReturnType<ChildRuns["start"]> {
    const document = this.documents[workflowId];
    if (!document) return { error: { code: "workflow.notFound", values: {} } };
    const known = this.#runs.get(nameOf(parent));
    if (known !== undefined) return { runId: known };
    const { runId: above, key, depth, workflows } = parent;
    const run = { ...this.bench.newRun(document), parent: { runId: above, key, depth, workflows, waits } };
    this.#runs.set(nameOf(parent), run.id);
    await this.bench.kept.create(run);
    this.bench.wakeups.nudge(run.id);
    return { runId: run.id };
  }

  async outcome(runId: string): ReturnType<ChildRuns["outcome"]> {
    const { finishedAt, status } = await this.bench.state(runId);
    if (finishedAt === undefined) return undefined;
    return { status: status === "succeeded" || status === "cancelled" ? status : "failed", output: null };
  }

  find(caller: Caller): Promise<string | undefined> {
    return Promise.resolve(this.#runs.get(nameOf(caller)));
  }

  async cancel(runId: string): Promise<void> {
    await this.bench.cancel(runId);
  }

  /** All that were started. */
  get runs(): string[] {
    return [...this.#runs.values()];
  }
}

const nameOf = ({ runId, key, round = "" }: Caller) => `${runId} ${key} ${round}`;
