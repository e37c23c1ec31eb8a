import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "better-sqlite3";

/** Runs that are looked at in one go: a workflow may have a million that wait for something else. */
const LOOKED_AT = 500;
const forTokens = "('limit', 'pause', 'freeze')";

/**
 * The runs of a workflow, or of all of a workspace, that have let go of their worker to wait for a token. `goesOn` is asked
 * before each look.
 */
export async function* runsWaitingForTokens(
  db: Database,
  { workspaceId, workflowId }: { workspaceId: string; workflowId?: string | undefined },
  goesOn: () => boolean,
): AsyncGenerator<string> {
  const [index, of] =
    workflowId === undefined ? ["runs_workspace_status", "1"] : ["runs_workflow_status", "workflow_id = @workflowId"];
  const page = db.prepare<object, { id: string; waits: number }>(
    `SELECT id, worker IS NULL AND waiting_for IN ${forTokens} AS waits FROM runs INDEXED BY ${index}
     WHERE workspace_id = @workspaceId AND ${of} AND status = 'waiting' AND status <> 'succeeded' AND id > @last ORDER BY id LIMIT ${LOOKED_AT}`,
  );
  for (let last = ""; goesOn();) {
    const found = page.all({ workspaceId, workflowId, last });
    for (const { id, waits } of found) if (waits === 1) yield id;
    if (found.length < LOOKED_AT) return;
    last = found.at(-1)?.id ?? "";
    await nextTurn();
  }
}
