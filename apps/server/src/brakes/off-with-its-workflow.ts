import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { parkedSql } from "../adapters/run-store/statements.js";
import { Problem } from "../problems/problem.js";

/** As long as it is stopped none of its runs goes on, whatever it waits for besides. */
const ownSql = `SELECT 1 FROM runs AS one INDEXED BY runs_workflow_status WHERE workspace_id = @workspaceId
  AND workflow_id = @workflowId AND status IN ('queued', 'running', 'waiting', 'needs_attention') AND status <> 'succeeded'
  AND NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = one.id)`;

interface Braked {
  workspaceId: string;
  workflowId: string;
  /** Whether it is stopped here: there may have been no room to write that. */
  stopped: boolean;
}

/** Runs that are looked at in one go: a workspace may have a million that wait, and what each has begun with may be a megabyte. */
const LOOKED_AT = 50;
/** Their logs name the workflows above them, also those whose own run is deleted by now. */
const startedSql = `SELECT id, parent_run_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = one.id)
    AND EXISTS (SELECT 1 FROM run_events e, json_each(e.body, '$[0].parent.workflows') above
      WHERE e.run_id = one.id AND e.seq = 1 AND above.value = @workflowId) AS held
  FROM runs AS one INDEXED BY runs_workspace_status WHERE workspace_id = @workspaceId AND status = @status
    AND status <> 'succeeded' AND id > @last ORDER BY id LIMIT ${LOOKED_AT}`;

/**
 * Before the write that deletes a workflow: refuses it where its brake holds back what its runs have started, whatever that
 * waits for: side by side with them, it may go on when they have long ended. While it is stopped, nothing of it begins more.
 */
export async function refuseWhileItHolds(db: Database, { workspaceId, workflowId, stopped }: Braked): Promise<void> {
  if (!stopped) return;
  const page = db.prepare<object, { id: string; held: 0 | 1 }>(startedSql);
  for (const status of ["queued", "running", "waiting", "needs_attention"])
    for (let last = ""; ;) {
      const found = page.all({ workspaceId, workflowId, status, last });
      if (found.some(({ held }) => held === 1)) throw new Problem("workflow.stopped");
      if (found.length < LOOKED_AT) break;
      last = found.at(-1)?.id ?? "";
      await nextTurn();
    }
}

/**
 * Part of the write that deletes a workflow: its brake goes with it. Refused while it holds runs back: those that it stopped
 * would stand for ever, and those that wait for a time would go on then and send what it was stopped for.
 */
export function takeBrakeOff(db: Database, { workspaceId, workflowId, stopped }: Braked): void {
  const where = { workspaceId, workflowId };
  const own = db
    .prepare("DELETE FROM brakes WHERE workspace_id = @workspaceId AND workflow_id = @workflowId")
    .run(where);
  if (own.changes === 0 && !stopped) return;
  const heldBack = db.prepare(`${ownSql} UNION ALL SELECT 1 FROM (${parkedSql}) LIMIT 1`);
  if (heldBack.get(where) !== undefined) throw new Problem("workflow.stopped");
}
