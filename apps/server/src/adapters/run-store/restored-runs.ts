import { PARKED_AT } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";
import type { WriterQueue } from "../database/writer-queue.js";

/** In pieces, so that others get their turn in between. */
const AT_ONCE = 2_000;
/** More are not counted: it is asked every few seconds. */
const MOST_COUNTED = 10_000;

/**
 * Part of a write: every run that had not ended in a copy waits for a person's word, for it may have gone on elsewhere.
 * Who held it is gone; one that stands in a line stays there.
 */
export function holdUnfinishedRuns(db: Database): void {
  db.exec(
    `INSERT OR IGNORE INTO restored_runs (run_id, workspace_id) SELECT id, workspace_id FROM runs WHERE finished_at IS NULL;
     UPDATE runs SET worker = NULL, lease_until = NULL, woken = NULL, fence = fence + 1,
       due_at = CASE WHEN place IN ('next', 'behind') THEN due_at ELSE ${PARKED_AT} END WHERE finished_at IS NULL`,
  );
}

/** Of a workspace those that still wait, newest first. */
const waiting = `FROM restored_runs k CROSS JOIN runs r ON r.id = k.run_id
  WHERE k.workspace_id = @workspaceId AND k.run_id < @cursor AND r.finished_at IS NULL`;

/** Runs of a restored copy that wait for a person's word. */
export class RestoredRuns {
  readonly #holds: Statement<unknown[], number>;
  readonly #any: Statement<unknown[], number>;
  /** Every run that begins asks: there are hardly ever any. */
  #some: boolean;

  constructor(
    private readonly db: Database,
    private readonly queue: WriterQueue,
  ) {
    this.#holds = db.prepare<unknown[], number>("SELECT 1 FROM restored_runs WHERE run_id = ?").pluck();
    this.#any = db.prepare<unknown[], number>("SELECT 1 FROM restored_runs LIMIT 1").pluck();
    this.#some = this.#any.get() !== undefined;
  }

  holds(runId: string): boolean {
    return this.#some && this.#holds.get(runId) !== undefined;
  }

  count(workspaceId: string): number {
    if (!this.#some) return 0;
    const some = `SELECT count(*) FROM (SELECT 1 ${waiting} LIMIT ${MOST_COUNTED})`;
    return this.db.prepare(some).pluck().get({ workspaceId, cursor: "\uffff" }) as number;
  }

  /** Those that have ended meanwhile wait for nothing. */
  async forgetEnded(workspaceId: string): Promise<void> {
    await this.queue.write((db) =>
      db
        .prepare(
          `DELETE FROM restored_runs WHERE workspace_id = ? AND NOT EXISTS
             (SELECT 1 FROM runs r WHERE r.id = restored_runs.run_id AND r.finished_at IS NULL)`,
        )
        .run(workspaceId),
    );
    this.#some = this.#any.get() !== undefined;
  }

  /** Newest first, before `cursor`. */
  page(workspaceId: string, cursor: string, limit: number): string[] {
    if (!this.#some) return [];
    const page = this.db.prepare<object, string>(`SELECT k.run_id ${waiting} ORDER BY k.run_id DESC LIMIT @limit`);
    return page.pluck().all({ workspaceId, cursor, limit });
  }

  /**
   * Lets runs go on, all of a workspace or these; answers how many. Each is due in the write that lets it go; `also` tells in
   * that write who did so.
   */
  async release(workspaceId: string, runIds: readonly string[] | undefined, also: (db: Database, n: number) => void) {
    let total = 0;
    for (let gone = AT_ONCE; gone === AT_ONCE; total += gone) gone = await this.#piece(workspaceId, runIds, also);
    this.#some = this.#any.get() !== undefined;
    return total;
  }

  #piece(workspaceId: string, runIds: readonly string[] | undefined, also: (db: Database, n: number) => void) {
    return this.queue.write((db) => {
      const these = runIds ? "AND run_id IN (SELECT value FROM json_each(@ids))" : "";
      const ids = db
        .prepare<object, string>(
          `DELETE FROM restored_runs WHERE run_id IN
             (SELECT run_id FROM restored_runs WHERE workspace_id = @workspaceId ${these} LIMIT ${AT_ONCE}) RETURNING run_id`,
        )
        .pluck()
        .all({ workspaceId, ...(runIds && { ids: JSON.stringify(runIds) }) });
      db.prepare(
        `UPDATE runs SET due_at = 0 WHERE id IN (SELECT value FROM json_each(?)) AND due_at = ${PARKED_AT}`,
      ).run(JSON.stringify(ids));
      if (ids.length > 0) also(db, ids.length);
      return ids.length;
    });
  }
}
