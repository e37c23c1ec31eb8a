import type { Database } from "better-sqlite3";
import { parkedSql } from "../adapters/run-store/statements.js";
import { Problem } from "../problems/problem.js";

/**
 * Part of the write that deletes a workflow: its brake goes with it. Refused while runs wait for it to be taken off: nobody
 * could say any more that they may go on.
 */
export function takeBrakeOff(db: Database, { workspaceId, workflowId }: { workspaceId: string; workflowId: string }) {
  const where = { workspaceId, workflowId };
  const own = db
    .prepare("DELETE FROM brakes WHERE workspace_id = @workspaceId AND workflow_id = @workflowId")
    .run(where);
  if (own.changes === 0) return;
  const waits = db.prepare(
    `SELECT 1 FROM runs INDEXED BY runs_line WHERE workspace_id = @workspaceId AND place IS NOT NULL
       AND line IN (@workflowId, @workflowId || ' rehearsal') AND place IN ('next', 'behind')
     UNION ALL SELECT 1 FROM (${parkedSql}) LIMIT 1`,
  );
  if (waits.get(where) !== undefined) throw new Problem("workflow.stopped");
}
