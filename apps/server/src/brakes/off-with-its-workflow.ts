import type { Database } from "better-sqlite3";
import { parkedSql } from "../adapters/run-store/statements.js";
import { Problem } from "../problems/problem.js";

/** As long as it is stopped none of its runs goes on, whatever it waits for besides. */
const ownSql = `SELECT 1 FROM runs AS one INDEXED BY runs_workflow_status WHERE workspace_id = @workspaceId
  AND workflow_id = @workflowId AND status IN ('queued', 'running', 'waiting', 'needs_attention') AND status <> 'succeeded'
  AND NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = one.id)`;

/**
 * Part of the write that deletes a workflow: its brake goes with it. Refused while it holds runs back: those that it stopped
 * would stand for ever, and those that wait for a time would go on then and send what it was stopped for.
 */
export function takeBrakeOff(db: Database, { workspaceId, workflowId }: { workspaceId: string; workflowId: string }) {
  const where = { workspaceId, workflowId };
  const own = db
    .prepare("DELETE FROM brakes WHERE workspace_id = @workspaceId AND workflow_id = @workflowId")
    .run(where);
  if (own.changes === 0) return;
  const heldBack = db.prepare(`${ownSql} UNION ALL SELECT 1 FROM (${parkedSql}) LIMIT 1`);
  if (heldBack.get(where) !== undefined) throw new Problem("workflow.stopped");
}
