import {
  emptyRunState,
  fold,
  makePlan,
  signal,
  type Caller,
  type ChildRuns,
  type NewRun,
  type RunFeed,
  type StepError,
  type Wakeups,
  type WorkflowDocument,
  type WorkflowNode,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import type { Database, Statement } from "better-sqlite3";
import { newRunId } from "./run-id.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { callable } from "../workflows/callable.js";
import { endOutput } from "./end-output.js";
import { checkInput } from "./declared-input.js";

const DEEPEST = 8;

interface Called {
  name: string;
  version: number | null;
  documentId: string | null;
}

/** A run by the step that has started it: of a loop's thousands one is read. */
export const startedBySql = "SELECT id FROM runs WHERE parent_run_id = @runId AND dedupe_key = @key";

type Begin = (run: NewRun, document: WorkflowDocument) => Promise<{ runId: string }>;

export interface ChildRunParts {
  handle: Database;
  store: SqliteRunStore;
  feed: RunFeed;
  wakeups: Wakeups;
}

/** A retried item starts a run of its own: what came of the last one is known already. */
const keyOf = ({ runId, key, round }: Caller) => `step:${runId}:${key}${round === undefined ? "" : `:${round}`}`;

/** Runs of published workflows of the same workspace, started by steps of other runs. */
export class SqliteChildRuns implements ChildRuns {
  readonly #store: SqliteRunStore;
  readonly #parts: Pick<ChildRunParts, "feed" | "wakeups">;
  readonly #called: Statement<unknown[], Called>;
  readonly #ended: Statement<unknown[], number | null>;

  readonly #startedBy: Statement<unknown[], string>;

  #begin: Begin = (run) => this.#store.create(run);

  constructor({ handle, store, ...parts }: ChildRunParts) {
    this.#store = store;
    this.#parts = parts;
    this.#called = handle.prepare(
      `SELECT name, published_version AS version, published_document_id AS documentId FROM workflows
       WHERE id = ? AND workspace_id = ?`,
    );
    this.#startedBy = handle.prepare<unknown[], string>(startedBySql).pluck();
    this.#ended = handle.prepare<unknown[], number | null>("SELECT finished_at FROM runs WHERE id = ?").pluck();
  }

  /** How runs are begun here, once there is a worker to begin them: as all others, with their workflow's concurrency. */
  beginWith(begin: Begin): void {
    this.#begin = begin;
  }

  async start(child: Parameters<ChildRuns["start"]>[0]): ReturnType<ChildRuns["start"]> {
    const { workspaceId, workflowId, rehearsal, waits } = child;
    const { runId: above, key, depth, workflows } = child.parent;
    if (depth > DEEPEST) return { error: { code: "workflow.tooDeep", values: { limit: DEEPEST } } };
    const found = this.#find(workspaceId, workflowId);
    if ("error" in found) return found;
    const { documentId, version, document, trigger } = found;
    const checked = checkInput(trigger.params["inputs"] ?? null, child.input);
    if ("error" in checked) return checked;
    const run: NewRun = {
      id: newRunId(),
      workspaceId,
      workflowId,
      documentId,
      version,
      rehearsal,
      parent: { runId: above, key, depth, workflows, ...(!waits && { waits }) },
      trigger: trigger.id,
      payload: checked.input,
      // Never twice: after a crash the step finds the run that it has started.
      dedupeKey: keyOf(child.parent),
      at: Date.now(),
    };
    const { runId } = await this.#begin(run, document);
    return { runId };
  }

  find(caller: Caller): Promise<string | undefined> {
    return Promise.resolve(this.#startedBy.get({ runId: caller.runId, key: keyOf(caller) }));
  }

  async outcome(runId: string): ReturnType<ChildRuns["outcome"]> {
    if (this.#ended.get(runId) === null) return undefined;
    const record = await this.#store.load(runId);
    // Cleared away meanwhile: nobody can say any more what came of it.
    if (!record) return { status: "failed", output: null };
    const state = fold(emptyRunState, record.events);
    const { status, error } = state;
    if (status === "succeeded") return { status, output: endOutput(makePlan(record.document, catalogue), state) };
    const ended = status === "cancelled" ? status : "failed";
    return { status: ended, output: null, ...(error && { error }) };
  }

  async cancel(runId: string): Promise<void> {
    const parts = { store: this.#store, catalogue, ...this.#parts };
    await signal<"ended">(parts, runId, (state) => {
      if (state.finishedAt !== undefined) return { refuse: "ended" };
      if (state.cancelRequested) return { events: [] };
      return { events: [{ type: "run.cancelRequested", at: Date.now(), because: "parent" }] };
    });
  }

  #find(
    workspaceId: string,
    workflowId: string,
  ): { documentId: string; version: number; document: WorkflowDocument; trigger: WorkflowNode } | { error: StepError } {
    const called = this.#called.get(workflowId, workspaceId);
    if (!called) return { error: { code: "workflow.notFound", values: {} } };
    const { name, documentId, version } = called;
    const document = documentId === null ? undefined : this.#store.document(documentId);
    if (!document || documentId === null || version === null)
      return { error: { code: "workflow.notPublished", values: { name } } };
    const trigger = callable(document);
    return trigger
      ? { documentId, version, document, trigger }
      : { error: { code: "workflow.noTrigger", values: { name } } };
  }
}
