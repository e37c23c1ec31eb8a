import { PARKED_AT } from "@leeway/engine";
import type { Database, Statement } from "better-sqlite3";

type StatementName =
  | "insertRun"
  | "insertUsualRun"
  | "insertEvents"
  | "insertUsualEvents"
  | "deleteEvents"
  | "deleteRun"
  | "claim"
  | "standInLine"
  | "renew"
  | "voidLeases"
  | "unpark"
  | "findRun"
  | "findHolder"
  | "update"
  | "wake"
  | "replace"
  | "eventsAfter"
  | "firstRow"
  | "lastRow"
  | "outsideRows"
  | "itemRows"
  | "insideItem"
  | "findDocument"
  | "dueAtOnce"
  | "dueByNow";
export type RunStatements = Record<StatementName, Statement<unknown[]>>;

/**
 * Ids of runs that a brake has parked. Of a workflow: its own, and those that they have started. One whose parent is gone
 * is looked at again by its worker.
 */
export const parkedSql = `SELECT id FROM runs AS one INDEXED BY runs_parked WHERE due_at = ${PARKED_AT}
  AND workspace_id = @workspaceId AND NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = one.id)
  AND (@workflowId IS NULL OR workflow_id = @workflowId
    OR (parent_run_id IS NOT NULL AND EXISTS (
      WITH RECURSIVE above (id, workflow_id) AS (
        SELECT one.parent_run_id, (SELECT workflow_id FROM runs WHERE id = one.parent_run_id)
        UNION ALL SELECT up.id, up.workflow_id FROM above JOIN runs AS had ON had.id = above.id
          JOIN runs AS up ON up.id = had.parent_run_id)
      SELECT 1 FROM above WHERE workflow_id = @workflowId OR workflow_id IS NULL)))`;

/** Prepared once; the hot path of the server. Times are milliseconds since 1970. */
export function prepareRunStatements(db: Database): RunStatements {
  const prepare = (sql: string): Statement<unknown[]> => db.prepare(sql);
  return {
    insertRun: prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, version, "trigger", last_seq, created_at, started_at,
         finished_at, status, rehearsal, fence, claims, handled_errors, replay_of, dedupe_key, due_at, worker, lease_until,
         error, parent_run_id, line, line_key, line_limit, place, waiting_for, waits_until)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (workflow_id, "trigger", dedupe_key) WHERE dedupe_key IS NOT NULL DO NOTHING`,
    ),
    // No key, no conflict. See `usual` in `inserts.ts`.
    insertUsualRun: prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, version, "trigger", last_seq, created_at, started_at,
         finished_at, status, rehearsal, fence, claims, handled_errors)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'succeeded', 0, 1, 0, 0)`,
    ),
    deleteRun: prepare("DELETE FROM runs WHERE id = ?"),
    insertEvents: prepare(
      "INSERT INTO run_events (run_id, seq, last_seq, item, stays, body) VALUES (?, ?, ?, ?, ?, CAST(? AS TEXT))",
    ),
    insertUsualEvents: prepare(
      "INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, ?, ?, CAST(? AS TEXT))",
    ),
    deleteEvents: prepare("DELETE FROM run_events WHERE run_id = ? AND seq = ? AND last_seq = ? AND body = ?"),
    claim: prepare(
      `UPDATE runs SET worker = @worker, fence = fence + 1, claims = claims + 1, lease_until = @leaseUntil, due_at = @leaseUntil,
         woken = NULL
       WHERE id = @runId AND finished_at IS NULL AND (worker IS NULL OR lease_until <= @now)
         AND (place IS NULL OR place NOT IN ('next', 'behind') OR due_at IS NOT NULL)
       RETURNING fence, claims, place`,
    ),
    standInLine: prepare(
      `UPDATE runs SET worker = NULL, lease_until = NULL, due_at = NULL, claims = 0,
         status = CASE status WHEN 'running' THEN 'waiting' ELSE status END WHERE id = ?`,
    ),
    renew: prepare(
      `UPDATE runs SET lease_until = @leaseUntil, due_at = @leaseUntil
       WHERE id = @runId AND fence = @fence AND worker IS NOT NULL`,
    ),
    voidLeases: prepare(
      "UPDATE runs INDEXED BY runs_held SET worker = NULL, lease_until = NULL, fence = fence + 1, due_at = 0 WHERE worker IS NOT NULL",
    ),
    unpark: prepare(`UPDATE runs SET due_at = 0 WHERE id IN (${parkedSql} LIMIT @limit)`),
    findRun: prepare(
      "SELECT workspace_id AS workspaceId, workflow_id AS workflowId, document_id AS documentId FROM runs WHERE id = ?",
    ),
    findHolder: prepare(
      `SELECT id, worker, fence, last_seq AS lastSeq, finished_at AS finishedAt, parent_run_id AS parentRunId, line,
         line_key AS key, place, due_at AS dueAt FROM runs WHERE id = ?`,
    ),
    wake: prepare(
      `UPDATE runs SET due_at = CASE WHEN worker IS NULL THEN 0 ELSE due_at END,
         woken = CASE WHEN worker IS NULL THEN NULL ELSE 1 END
       WHERE id = ? AND finished_at IS NULL`,
    ),
    replace: prepare(
      `UPDATE runs SET last_seq = last_seq + 1, error = @error, due_at = CASE WHEN worker IS NULL THEN 0 ELSE due_at END
       WHERE id = @runId AND finished_at IS NULL AND error IS NULL RETURNING last_seq AS seq, status`,
    ),
    update: prepare(
      `UPDATE runs SET last_seq = @seq, status = @status, started_at = @startedAt, finished_at = @finishedAt,
         error = @error, handled_errors = @handledErrors,
         waiting_for = @waitingFor, waits_until = @waitsUntil,
         due_at = CASE WHEN @release = 1 AND woken = 1 AND @finishedAt IS NULL THEN 0 WHEN @release = 1 OR worker IS NULL OR @finishedAt IS NOT NULL THEN @dueAt ELSE due_at END,
         worker = CASE WHEN @release = 1 THEN NULL ELSE worker END,
         lease_until = CASE WHEN @release = 1 THEN NULL ELSE lease_until END,
         claims = CASE WHEN @progress = 1 THEN 0 ELSE claims END
       WHERE id = @runId`,
    ),
    // From the row on that has the next event, if it is there.
    eventsAfter: prepare(
      `SELECT seq, item, body FROM run_events WHERE run_id = @runId AND seq >= coalesce(
         (SELECT seq FROM run_events WHERE run_id = @runId AND seq <= @next ORDER BY seq DESC LIMIT 1), 0) ORDER BY seq`,
    ),
    firstRow: prepare("SELECT seq, item, body FROM run_events WHERE run_id = ? AND seq = 1"),
    lastRow: prepare("SELECT seq, item, body FROM run_events WHERE run_id = ? ORDER BY seq DESC LIMIT 1"),
    outsideRows: prepare(
      `SELECT seq, item, body FROM run_events INDEXED BY run_events_outside
       WHERE run_id = @runId AND (item IS NULL OR stays = 1) AND seq > 1 AND seq > @after AND seq <= @upto
       ORDER BY seq`,
    ),
    itemRows: prepare(
      `SELECT seq, item, body FROM run_events INDEXED BY run_events_item
       WHERE run_id = @runId AND item IS NOT NULL AND item BETWEEN @from AND @to AND length(item) = length(@from)`,
    ),
    // "/" is the next character after the dot between an item and those inside it.
    insideItem: prepare(
      `SELECT seq, item, body FROM run_events INDEXED BY run_events_item
       WHERE run_id = @runId AND item IS NOT NULL AND item >= @item AND item < @end`,
    ),
    findDocument: prepare("SELECT document FROM workflow_documents WHERE id = ?").pluck(),
    // In the order of the index: of a million that are due, none is read that is not answered.
    dueAtOnce: prepare(
      `SELECT id, created_at AS at FROM runs INDEXED BY runs_due
       WHERE due_at = 0 AND (worker IS NULL OR lease_until <= @now) ORDER BY rowid LIMIT @limit`,
    ),
    dueByNow: prepare(
      `SELECT id, created_at AS at FROM runs INDEXED BY runs_due
       WHERE due_at > 0 AND due_at <= @now AND (worker IS NULL OR lease_until <= @now) ORDER BY due_at LIMIT @limit`,
    ),
  };
}
