import type { Database } from "better-sqlite3";

/**
 * Part of a write, after a restore: what was to be sent may have been sent since. Nobody is told of what was before; the list
 * of runs shows it. Answers the workspaces of notices that were not sent.
 */
export function sendNoOldNotices(db: Database): string[] {
  db.exec(
    `UPDATE notice_cursors SET cursor = coalesce((SELECT max(id) FROM run_troubles), cursor);
     UPDATE notice_states SET waiting = 0, errors = '{}'`,
  );
  const unsent = "UPDATE notices SET due_at = NULL, state = 'failed' WHERE due_at IS NOT NULL RETURNING workspace_id";
  return db.prepare(unsent).pluck().all() as string[];
}
