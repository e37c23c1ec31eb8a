/** What is told of a run `r`, and where it is read. */
export const runColumns = `r.id, r.workflow_id AS workflowId, coalesce(w.name, d.document ->> '$.name', '') AS workflowName, r.version,
  r."trigger", r.rehearsal, r.replay_of AS replayOf, r.parent_run_id AS parentRunId, r.place, r.due_at AS dueAt, r.status, r.created_at AS createdAt, r.started_at AS startedAt,
  r.finished_at AS finishedAt, r.error, r.handled_errors AS handledErrors, r.waiting_for AS waitingFor, r.waits_until AS waitsUntil,
  r.document_id AS documentId,
  EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = r.id) AS restored
  FROM runs r LEFT JOIN workflows w ON w.id = r.workflow_id LEFT JOIN workflow_documents d ON d.id = r.document_id`;

/** What is told of these runs, newest first. */
export const runRowsSql = `SELECT ${runColumns} WHERE r.id IN (SELECT value FROM json_each(@ids))
  AND r.workspace_id || '' = @workspaceId ORDER BY r.id DESC`;
