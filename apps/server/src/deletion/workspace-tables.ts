/** A table with rows of workspaces, and which of them are one's, `@workspaceId`. */
export interface WorkspaceTable {
  table: string;
  where: string;
}

const inWorkspace = (...tables: string[]): WorkspaceTable[] =>
  tables.map((table) => ({ table, where: "workspace_id = @workspaceId" }));
const ofWorkflows = (...tables: string[]): WorkspaceTable[] =>
  tables.map((table) => ({
    table,
    where: "workflow_id IN (SELECT id FROM workflows WHERE workspace_id = @workspaceId)",
  }));

/**
 * Every table whose rows go with their workspace, those first that are found by others. Runs with their logs and uploads
 * with their files go before, memberships and the workspace itself after them. A test holds that no table is forgotten.
 */
export const workspaceTables: readonly WorkspaceTable[] = [
  {
    table: "document_triggers",
    where: `document_id IN (SELECT d.id FROM workflow_documents d JOIN workflows w ON w.id = d.workflow_id
      WHERE w.workspace_id = @workspaceId)`,
  },
  {
    table: "leeloo_deliveries",
    where: "event_id IN (SELECT id FROM leeloo_events WHERE workspace_id = @workspaceId)",
  },
  {
    table: "letters",
    where: "link_id IN (SELECT link_id FROM invitations WHERE workspace_id = @workspaceId)",
  },
  {
    table: "one_use_links",
    where: "id IN (SELECT link_id FROM invitations WHERE workspace_id = @workspaceId)",
  },
  ...ofWorkflows("workflow_documents", "hooks", "trigger_samples", "poll_entries", "schedule_gaps", "workflow_labels"),
  ...inWorkspace("attention", "doubts", "run_troubles", "run_jobs", "claimed_entries", "sent_calls", "once_claims"),
  ...inWorkspace("schedules", "polls", "poll_backfills", "trouble_listeners"),
  ...inWorkspace("order_checks", "order_check_days", "missed_orders", "leeloo_events", "leeloo_hubs"),
  ...inWorkspace("notice_cursors", "notice_rules", "notice_states", "notices"),
  ...inWorkspace(
    "labels",
    "invitations",
    "former_members",
    "brakes",
    "retention",
    "privacy_rules",
    "variables",
    "fields",
  ),
  ...inWorkspace("restored_runs", "restorations"),
  ...inWorkspace("api_keys", "credentials", "data_keys", "workflows", "erasures"),
];

/** What is found by runs, and so goes before them. */
export const runTables: readonly WorkspaceTable[] = [
  { table: "erased_runs", where: "run_id IN (SELECT id FROM runs WHERE workspace_id = @workspaceId)" },
];

/** The audit log lets nothing go of a workspace that is there: it comes when that is gone. */
export const leftOver: WorkspaceTable = {
  table: "audit_log",
  where: "workspace_id IS NOT NULL AND workspace_id NOT IN (SELECT id FROM workspaces)",
};
