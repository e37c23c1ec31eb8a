import type { RunEventBody, RunSummary } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";

/**
 * Runs that have failed, or need a person because nobody knows what became of a step, one row each time: whoever tells
 * of them reads on from where it was. Only of published versions, and of what is real: who tries something out is there
 * to see.
 */
export class TroubleTable {
  readonly #put: Statement;

  constructor(db: Database) {
    this.#put = db.prepare(
      `INSERT INTO run_troubles (id, workspace_id, run_id, kind, at, error, step_key)
       SELECT coalesce((SELECT max(id) FROM run_troubles), 0) + 1, r.workspace_id, r.id, @kind, @at,
         CASE @kind WHEN 'failed' THEN @error ELSE a.entry ->> '$.error' END,
         CASE @kind WHEN 'failed' THEN NULL ELSE a.step_key END
       FROM runs r LEFT JOIN attention a ON a.run_id = r.id AND a.kind = 'unknown'
       WHERE r.id = @runId AND r.rehearsal = 0 AND r.version IS NOT NULL
       ORDER BY a.place LIMIT 1`,
    );
  }

  /** Part of the write that stores the events. Nothing where they tell of no trouble. */
  note(runId: string, { status, error }: RunSummary, events: readonly RunEventBody[]): void {
    if (status !== "failed" && status !== "needs_attention") return;
    const told = events.findLast(({ type }) => type === "run.finished" || type === "run.needsAttention");
    if (told) this.#put.run({ runId, kind: status, at: told.at, error: error && JSON.stringify(error) });
  }
}
