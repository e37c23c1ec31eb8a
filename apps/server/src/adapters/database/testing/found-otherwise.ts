/** Rows of workspaces that a file finds by something else than their workspace, and why that is right there. */
export interface Otherwise {
  why: string;
  /** The columns: each statement compares one of them with a value that it is given. */
  by?: readonly string[];
  /** Statements without any such value, by a part of them. */
  parts?: readonly string[];
}

/** One reason for several files. */
const each = (why: string, files: Record<string, Omit<Otherwise, "why">>) =>
  Object.entries(files).map(([file, found]) => [file, { why, ...found }] as const);

/**
 * By file, below `apps/server/src`. A statement that finds rows so in another file, or in another way, fails the test that
 * prepares it: name the workspace, and only where nobody can know it, add to this.
 */
export const foundOtherwise: Readonly<Record<string, Otherwise | undefined>> = Object.fromEntries([
  ...each("A secret that only its holder knows says whose the row is.", {
    "accounts/api-keys.service.ts": { by: ["hash", "id"] },
    "accounts/api-key.rows.ts": { parts: ["DELETE FROM api_keys WHERE expires_at <= ?"] },
    "accounts/one-use-links.ts": { by: ["hash", "email"], parts: ["DELETE FROM one_use_links WHERE expires_at <= ?"] },
    "events/hub.service.ts": { by: ["key"] },
    "hooks/hooks.store.ts": { by: ["key", "test_key"] },
    "team/invitation.rows.ts": { by: ["link_id"] },
    "team/invited.ts": { by: ["email"] },
  }),
  ...each("The worker drives runs of all workspaces; who asks for one has found it in their own before.", {
    "adapters/doubts/sqlite-doubts.ts": { parts: ["FROM sent_calls WHERE sent_at < ?"] },
    "adapters/once/sqlite-once.ts": { by: ["workflow_id"], parts: ["FROM once_claims WHERE expires_at <= ?"] },
    "adapters/run-store/attention-table.ts": { by: ["id", "run_id"] },
    "adapters/run-store/doubt-table.ts": { by: ["id", "run_id"] },
    "adapters/run-store/restored-runs.ts": {
      by: ["id", "run_id"],
      parts: [
        "SELECT 1 FROM restored_runs LIMIT 1",
        "FROM runs WHERE finished_at IS NULL",
        "END WHERE finished_at IS NULL",
      ],
    },
    "adapters/run-store/called-again.ts": { parts: ["SELECT coalesce(max(rowid), 0) FROM runs"] },
    "adapters/run-store/run-keys.ts": { by: ["workflow_id"] },
    "adapters/run-store/sqlite-lines.ts": { by: ["id", "line"], parts: ["INDEXED BY runs_line WHERE line > ?"] },
    "adapters/run-store/statements.ts": {
      by: ["id"],
      parts: ["INDEXED BY runs_held SET worker = NULL", "INDEXED BY runs_due"],
    },
    "adapters/run-store/trouble-table.ts": { by: ["id"] },
    "runs/child-runs.ts": { by: ["id", "parent_run_id"] },
    "runs/item-log.ts": { by: ["run_id"] },
    "runs/runs.reader.ts": { by: ["id", "workflow_id"] },
  }),
  ...each("What watches takes what is due in all workspaces; a workflow was found in its own before it is asked for.", {
    "events/events.store.ts": { by: ["id"], parts: ["FROM leeloo_events WHERE due_at IS NOT NULL AND due_at <= ?"] },
    "events/forward.service.ts": { by: ["id"], parts: ["FROM leeloo_events WHERE forward_due_at IS NOT NULL"] },
    "notices/notices.store.ts": {
      by: ["id", "workflow_id"],
      parts: [
        "FROM notice_cursors c WHERE EXISTS",
        "FROM notice_states WHERE EXISTS",
        "FROM notices WHERE due_at IS NOT NULL AND due_at <= ?",
        "DELETE FROM notices WHERE made_at < ?",
        "DELETE FROM notice_states WHERE workflow_id <> ''",
        "DELETE FROM notice_rules WHERE workflow_id <> ''",
      ],
    },
    "order-checks/order-checks.store.ts": {
      by: ["workflow_id"],
      parts: [
        "FROM order_check_days WHERE due_at <= ?",
        "FROM order_checks WHERE state = 'reading'",
        "UPDATE missed_orders SET state = 'missing' WHERE state = 'wanted'",
      ],
    },
    "polls/backfills.store.ts": {
      by: ["workflow_id"],
      parts: ["FROM poll_backfills WHERE state IN", "UPDATE poll_backfills SET state = 'stopped'"],
    },
    "polls/polls.store.ts": {
      by: ["workflow_id"],
      parts: ["FROM polls WHERE due_at <= ?", "failures = 0 WHERE since IS NOT NULL"],
    },
    "runs/run-jobs.service.ts": {
      parts: [
        "UPDATE run_jobs SET finished_at = ? WHERE finished_at IS NULL",
        "DELETE FROM run_jobs WHERE finished_at < ?",
        "FROM run_jobs WHERE finished_at IS NULL ORDER BY created_at",
      ],
    },
    "schedules/schedules.store.ts": {
      by: ["workflow_id"],
      parts: [
        "WHERE due_at <= ? AND cursor < ?",
        "WHERE s.due_at <= ?",
        "SELECT min(due_at) FROM schedules",
        "WHERE due_at <= @at AND cursor < @at",
        "UPDATE schedules SET cursor = @at",
      ],
    },
    "troubles/troubles.store.ts": {
      by: ["workflow_id"],
      parts: [
        "FROM trouble_listeners l JOIN workflows w ON w.id = l.workflow_id WHERE l.live = 1",
        "FROM run_troubles WHERE at < ?",
        "UPDATE trouble_listeners SET cursor = coalesce(",
      ],
    },
  }),
  ...each("What is over goes in all workspaces, by the numbers of its rows.", {
    "deletion/workspace-purge.service.ts": {
      parts: [
        "SELECT max(rowid) FROM (SELECT rowid FROM ",
        "DELETE FROM audit_log WHERE rowid > @from",
        "FROM run_events ORDER BY rowid DESC LIMIT 1",
      ],
    },
    "events/retention.service.ts": { by: ["id"], parts: ["SELECT workspace_id FROM leeloo_hubs"] },
    "retention/delete-runs.ts": { by: ["id", "above"] },
    "retention/document-retention.ts": {
      by: ["workflow_id"],
      parts: ["FROM workflow_documents WHERE workflow_id > ?"],
    },
    "retention/run-retention.ts": {
      by: ["workflow_id"],
      parts: ["FROM runs WHERE workflow_id > ?", "FROM run_events ORDER BY rowid DESC LIMIT 1"],
    },
    "audit/audit-retention.service.ts": { parts: ["FROM audit_log WHERE id < ? AND at < ?"] },
    "labels/labels.service.ts": { by: ["label_id"] },
    "team/invitations.service.ts": {
      parts: ["DELETE FROM invitations WHERE link_id NOT IN (SELECT id FROM one_use_links)"],
    },
    "uploads/uploads.service.ts": { by: ["id"], parts: ["WHERE r.id IS NULL AND u.created_at < ?"] },
  }),
  ...each("The numbers of rows come from a walk through one workspace, or from the index, which keeps the workspace.", {
    "privacy/eraser.ts": { by: ["id", "rowid"] },
    "privacy/erasures.service.ts": {
      by: ["id"],
      parts: ["FROM erasures WHERE finished_at IS NULL", "FROM erasures WHERE looked_at IS NOT NULL"],
    },
    "privacy/rows-naming.ts": { parts: ["SELECT max(rowid) FROM (SELECT rowid FROM "] },
    "search/places.ts": { by: ["rowid"] },
    "search/run-indexer.ts": {
      parts: ["WHERE e.rowid > ?", "FROM run_events WHERE rowid BETWEEN ? AND ?", "max(finished_at) FROM erasures"],
    },
    "search/run-search.ts": { parts: ["FROM run_events WHERE rowid > ?"] },
    "search/search-file.ts": { by: ["rowid"], parts: ["SELECT coalesce(max(rowid), 0) FROM run_events"] },
  }),
  ...each("The server itself: its keys, its brakes, its figures, and what it stops after a restore.", {
    "accounts/doors-after-restore.ts": {
      parts: ["UPDATE api_keys SET resting_since = ?", "DELETE FROM one_use_links"],
    },
    "adapters/secrets/data-keys.ts": { parts: ["FROM data_keys ORDER BY workspace_id, version"] },
    "adapters/secrets/key-list.ts": { parts: ["WHERE sealed IS NOT NULL GROUP BY 1, 2"] },
    "adapters/secrets/sealed-columns.ts": {
      by: ["id", "link_id"],
      parts: ["FROM credentials WHERE id > ?", "FROM letters WHERE link_id > ?"],
    },
    "events/events-after-restore.ts": {
      parts: ["UPDATE leeloo_events SET due_at = 8", "UPDATE leeloo_events SET forward_due_at = 8"],
    },
    "notices/notices-after-restore.ts": {
      parts: [
        "UPDATE notices SET due_at = NULL, state = 'failed'",
        "UPDATE notice_cursors SET cursor = coalesce(",
        "UPDATE notice_states SET waiting = 0, errors = '{}'",
      ],
    },
    "backup/restore.ts": { parts: ["FROM runs WHERE finished_at IS NULL"] },
    "brakes/brakes-list.ts": { parts: ["INDEXED BY runs_parked"] },
    "brakes/brakes.service.ts": { by: ["subject"], parts: ["SELECT subject FROM brakes UNION"] },
    "brakes/told-of-stops.ts": { parts: ["workflow_id AS workflowId FROM brakes"] },
    "cli/probe/target.ts": { by: ["id"] },
    "health/unfinished-runs.ts": { parts: ["INDEXED BY runs_unfinished"] },
  }),
  ...each("Documents never change, and are asked for by the id that a run or a workflow of the workspace names.", {
    "workflows/document-nodes.ts": { by: ["id"] },
  }),
  ...each("A person's own account is about all of their workspaces.", {
    "deletion/account.rows.ts": { parts: ["AS liveWorkflows", "DELETE FROM former_members"], by: ["email"] },
  }),
  ...each("A letter goes with its link, whose workspace nobody has to know to send it.", {
    "accounts/letters/letters.service.ts": {
      by: ["link_id"],
      parts: [
        "DELETE FROM letters WHERE link_id NOT IN",
        "SELECT link_id FROM letters WHERE due_at <= ?",
        "INSERT INTO letters",
      ],
    },
  }),
  ...each("Asks in which workspace an id is; who may know it is decided with the answer.", {
    "team/workspaces.service.ts": { by: ["id"] },
  }),
]);
