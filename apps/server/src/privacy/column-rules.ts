/** What an erasure does with a column whose text may name people. */
export type Erasing =
  /** JSON: the values that name the person, in their places. */
  | "json"
  /** A text goes whole. */
  | "text"
  /** The value goes, and what was found by it is found no more. */
  | "null"
  /** The row says nothing without it. */
  | "row"
  /** The log of a run and what came with it, by rules of their own: `Eraser.run`. */
  | "run";

/** Names of columns that are left as they are, by why. */
interface Stays {
  /** Ids, states, codes and keys that Leeway or Leeloo makes; none is a phone, an e-mail or a person's id. */
  ours?: string;
  /** A fingerprint, from which nobody is read; it keeps a run from starting, or a doubt from being settled, twice. */
  hash?: string;
  /** Sealed with a key, and shown to nobody. */
  sealed?: string;
  /** What the team wrote itself; the look before an erasure says where, for a person to change it. */
  written?: string;
  /** A colleague's account, and how they sign in: a member leaves by their own way. */
  account?: string;
  /** Who did what, unchangeable for a year; of an erased person it has no name. */
  proof?: string;
  /** Goes when the run ends, and until then the erasure goes on. */
  ends?: string;
  /** Whom an erasure under way looks for; deleted at its end. */
  erasure?: string;
}

/** Of one table: every column that holds text, and what becomes of it. */
export interface TableRules {
  erase?: Readonly<Record<string, Erasing>>;
  /** Rows of which this does not hold are still needed as they are; the erasure comes back to them. */
  settled?: string;
  /** What else changes in a row from which somebody was erased. */
  also?: string;
  stays: Stays;
}

/**
 * Every column that holds text in the whole database: erased, or left for a reason. A test compares this with the tables
 * as they are, so that none is forgotten; another one fills each column and erases.
 */
export const columnRules: Readonly<Record<string, TableRules>> = {
  // Runs.
  runs: {
    erase: { dedupe_key: "run", line_key: "run", error: "run" },
    stays: {
      ours: "id workspace_id workflow_id document_id trigger replay_of status worker parent_run_id line place waiting_for",
    },
  },
  run_events: { erase: { body: "run" }, stays: { ours: "run_id item" } },
  uploads: { erase: { name: "run" }, stays: { ours: "id workspace_id run_id type" } },
  run_troubles: { erase: { error: "json" }, stays: { ours: "workspace_id run_id kind step_key" } },
  run_jobs: {
    erase: { wish: "json", request_key: "null" },
    settled: "finished_at IS NOT NULL",
    stays: { ours: "id workspace_id action cursor upto" },
  },
  attention: { stays: { ours: "run_id step_key workspace_id workflow_id kind place", ends: "entry" } },
  doubts: { stays: { ours: "above step run_id step_key workspace_id" } },
  once_claims: { erase: { key: "row" }, stays: { ours: "workflow_id node_id workspace_id run_id step_key" } },
  trigger_samples: { erase: { payload: "row" }, stays: { ours: "workflow_id node_id" } },
  sent_calls: { stays: { ours: "workspace_id service run_id step_key", hash: "mark" } },
  claimed_entries: { stays: { ours: "workspace_id service run_id step_key", hash: "entry" } },
  erased_runs: { stays: { ours: "run_id" } },
  restored_runs: { stays: { ours: "run_id workspace_id" } },
  rate_pools: { stays: { ours: "boot", hash: "key" } },
  rate_tickets: { stays: { ours: "run_id step_key", hash: "pool_key" } },
  rate_waiters: { stays: { ours: "run_id step_key lane", hash: "pool_key" } },

  // What comes from Leeloo.
  leeloo_events: {
    erase: { body: "json", forward_result: "json", type: "text", order_id: "text" },
    // A run of what was erased would act on nothing.
    settled: "due_at IS NULL AND forward_due_at IS NULL",
    stays: { ours: "id workspace_id forward_state" },
  },
  leeloo_deliveries: {
    erase: { error: "json", dedupe_key: "null" },
    settled: "status <> 'pending'",
    stays: { ours: "event_id workflow_id node_id status document_id run_id" },
  },
  missed_orders: {
    erase: { order_data: "json", person_data: "json" },
    settled: "state <> 'wanted'",
    // Nobody can start it any more, and no comparison brings it back.
    also: "state = iif(state = 'missing', 'dismissed', state)",
    stays: { ours: "workspace_id type order_id credential_id state event_id" },
  },
  order_checks: { erase: { error: "json" }, stays: { ours: "workspace_id credential_id state workflow_id" } },
  order_check_days: { stays: { ours: "workflow_id node_id workspace_id credential_id" } },
  polls: {
    erase: { last_error: "json" },
    stays: { ours: "workflow_id node_id workspace_id credential_id", written: "params identity" },
  },
  poll_entries: { stays: { ours: "workflow_id node_id status", hash: "entry_key" } },
  poll_backfills: {
    erase: { error: "json" },
    stays: { ours: "workflow_id node_id workspace_id state", written: "identity" },
  },

  // Who is told.
  notices: {
    erase: { facts: "json", error: "json", channel: "json" },
    settled: "state <> 'waiting'",
    stays: { ours: "id workspace_id workflow_id kind language state" },
  },
  notice_states: {
    erase: { facts: "json", errors: "json" },
    stays: { ours: "workflow_id workspace_id run_id", written: "channel" },
  },
  notice_rules: { stays: { ours: "workspace_id workflow_id", written: "rule" } },
  notice_cursors: { stays: { ours: "workspace_id" } },

  // What the team made.
  workflows: {
    stays: { ours: "id workspace_id published_document_id updated_by", written: "name document" },
  },
  workflow_documents: { stays: { ours: "id workflow_id published_by", written: "document" } },
  document_triggers: { stays: { ours: "document_id node_id type" } },
  schedules: { stays: { ours: "workflow_id node_id workspace_id", written: "params" } },
  schedule_gaps: { stays: { ours: "workflow_id node_id why" } },
  trouble_listeners: { stays: { ours: "workflow_id node_id workspace_id", written: "params" } },
  hooks: { stays: { ours: "key test_key workflow_id node_id" } },
  leeloo_hubs: { stays: { ours: "workspace_id key", written: "forward_to" } },
  variables: { stays: { ours: "workspace_id type", written: "name value" } },
  fields: { stays: { ours: "workspace_id type", written: "name default_value" } },
  labels: { stays: { ours: "id workspace_id color", written: "name key" } },
  workflow_labels: { stays: { ours: "workflow_id label_id" } },
  credentials: { stays: { ours: "id workspace_id type", written: "name public_data", sealed: "sealed" } },
  data_keys: { stays: { ours: "workspace_id", sealed: "sealed" } },
  api_keys: {
    stays: {
      ours: "id workspace_id prefix role made_by renewed_as",
      written: "name",
      hash: "hash",
      account: "last_used_address last_used_agent",
    },
  },
  brakes: { stays: { ours: "subject workspace_id workflow_id by" } },
  retention: { stays: { ours: "workspace_id" } },
  privacy_rules: { stays: { ours: "workspace_id", written: "masked_fields" } },
  restorations: { stays: { ours: "workspace_id told" } },
  workspaces: { stays: { ours: "id timezone deleted_by", written: "name" } },

  // Those who work here.
  users: { stays: { ours: "id locale", account: "email name", hash: "password_hash" } },
  memberships: { stays: { ours: "workspace_id user_id role" } },
  former_members: { stays: { ours: "workspace_id user_id" } },
  sessions: { stays: { ours: "user_id workspace_id how", hash: "id_hash", account: "address user_agent" } },
  pending_sign_ins: { stays: { ours: "user_id", hash: "id_hash" } },
  second_factors: { stays: { ours: "user_id", sealed: "sealed" } },
  recovery_codes: { stays: { ours: "user_id", hash: "hash" } },
  passkeys: { stays: { ours: "id user_id", account: "name public_key" } },
  identities: { stays: { ours: "user_id", account: "issuer subject" } },
  invitations: { stays: { ours: "link_id workspace_id role invited_by" } },
  letters: { stays: { ours: "link_id state", sealed: "sealed", account: "fault" } },
  one_use_links: { stays: { ours: "id purpose", hash: "hash", account: "email" } },
  audit_log: {
    stays: {
      ours: "id workspace_id user_id action",
      proof: "subject detail user_name user_email via via_name address",
    },
  },
  erasures: { stays: { ours: "id workspace_id user_id", erasure: "marks" } },
  migrations: { stays: { ours: "name" } },
};

/** Tables beside the runs in which people can be named, with the columns that are erased. */
export const recordTables = Object.entries(columnRules).flatMap(([table, rules]) => {
  const columns = new Map(Object.entries(rules.erase ?? {}).filter(([, how]) => how !== "run"));
  return columns.size === 0 ? [] : [{ table, columns, rules }];
});
