import type { WorkflowDocument } from "../document/document.js";
import type { Caller, ChildRuns, NewRun } from "../ports.js";
import type { Bench } from "./bench.js";

type Begin = (run: NewRun, document: WorkflowDocument) => Promise<{ runId: string }>;

/** Workflows that steps of a bench's runs may start, by their names: runs of the same store, made once under their step. */
export class Family implements ChildRuns {
  #begin: Begin = async (run) => {
    const { runId } = await this.bench.kept.create(run);
    this.bench.wakeups.nudge(runId);
    return { runId };
  };

  constructor(
    private readonly bench: Bench,
    private readonly documents: Readonly<Record<string, WorkflowDocument>>,
  ) {}

  /** A server begins them as all others; without one they lie there and are found. */
  beginWith(begin: Begin): void {
    this.#begin = begin;
  }

  async start({ workflowId, input, parent, waits }: Parameters<ChildRuns["start"]>[0]): ReturnType<ChildRuns["start"]> {
    const document = this.documents[workflowId];
    if (!document) return { error: { code: "workflow.notFound", values: {} } };
    const { runId: above, key, depth, workflows } = parent;
    const run: NewRun = {
      ...this.bench.newRun(document, input),
      workflowId,
      parent: { runId: above, key, depth, workflows, ...(!waits && { waits }) },
      dedupeKey: nameOf(parent),
    };
    const { runId } = await this.#begin(run, document);
    return { runId };
  }

  async outcome(runId: string): ReturnType<ChildRuns["outcome"]> {
    const { finishedAt, status } = await this.bench.state(runId);
    if (finishedAt === undefined) return undefined;
    return { status: status === "succeeded" || status === "cancelled" ? status : "failed", output: null };
  }

  find(caller: Caller): Promise<string | undefined> {
    const found = this.bench.kept.runs().find(({ parent, dedupeKey }) => parent && dedupeKey === nameOf(caller));
    return Promise.resolve(found?.id);
  }

  async cancel(runId: string): Promise<void> {
    await this.bench.cancel(runId);
  }

  /** All that were started. */
  get runs(): string[] {
    return this.bench.kept.runs().flatMap(({ id, parent }) => (parent ? [id] : []));
  }
}

const nameOf = ({ runId, key, round = "" }: Caller) => `${runId} ${key} ${round}`;
