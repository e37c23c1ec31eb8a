import type { AttentionChange } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";
import { stepOf } from "./repetitions.js";

/** A step of a run that would do once more what may have been done. */
export interface Doubt {
  step: string;
  /** The run in doubt: this one, or one that it has called. */
  runId: string;
}

/** What nobody knows the outcome of, for whoever repeats the run or one that has called it. It outlives the run's end. */
export class DoubtTable {
  readonly #put: Statement;
  readonly #drop: Statement;
  readonly #of: Statement<unknown[], Doubt>;

  constructor(db: Database) {
    this.#put = db.prepare(
      `WITH RECURSIVE up (above, step, workspace) AS (
         SELECT id, @key, workspace_id FROM runs WHERE id = @runId
         UNION ALL SELECT r.parent_run_id, ${stepOf("r")}, up.workspace FROM up CROSS JOIN runs r ON r.id = up.above
           WHERE r.parent_run_id IS NOT NULL)
       INSERT OR IGNORE INTO doubts (above, step, run_id, step_key, workspace_id) SELECT above, step, @runId, @key, workspace FROM up`,
    );
    this.#drop = db.prepare("DELETE FROM doubts WHERE run_id = ? AND step_key = ?");
    this.#of = db.prepare<unknown[], Doubt>(
      `SELECT step, run_id AS runId FROM doubts WHERE above = ? AND workspace_id = ? ORDER BY step`,
    );
  }

  /** Part of the write that stores the events. */
  keep(runId: string, { put, drop }: AttentionChange): void {
    for (const key of drop) this.#drop.run(runId, key);
    for (const { key, kind } of put) if (kind === "unknown") this.#put.run({ runId, key });
  }

  /** Those of a run and of what it has called. */
  of(workspaceId: string, runId: string): IterableIterator<Doubt> {
    return this.#of.iterate(runId, workspaceId);
  }
}

/** Whether a repetition of a run `r` would do something again that may have been done. A rehearsal does nothing. */
export const isInDoubt = "(r.rehearsal = 0 AND EXISTS (SELECT 1 FROM doubts d WHERE d.above = r.id))";
