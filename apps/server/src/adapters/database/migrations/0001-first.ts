import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Everything of the first version. Times are milliseconds since 1970. */
export class First1763690000001 implements MigrationInterface {
  name = "First1763690000001";

  async up(runner: QueryRunner): Promise<void> {
    await accounts(runner);
    await workspaceValues(runner);
    await workflows(runner);
    await runs(runner);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}

async function accounts(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    "users",
    { id: "id!", email: "text", name: "text", locale: "text", password_hash: "text", created_at: "time" },
    [{ name: "users_email", columns: ["email"], unique: true }],
  );
  await createTable(runner, "workspaces", { id: "id!", name: "text", timezone: "text", created_at: "time" });
  await createTable(runner, "memberships", { workspace_id: "id!", user_id: "id!", role: "text" }, [
    { name: "memberships_user", columns: ["user_id"] },
  ]);
  await createTable(
    runner,
    "sessions",
    {
      id_hash: "id!",
      user_id: "id",
      workspace_id: "id",
      created_at: "time",
      last_seen_at: "time",
      expires_at: "time",
    },
    [{ name: "sessions_user", columns: ["user_id"] }],
  );
  await createTable(
    runner,
    "api_keys",
    {
      id: "id!",
      workspace_id: "id",
      name: "text",
      prefix: "text",
      hash: "text",
      created_at: "time",
      last_used_at: "time?",
    },
    [
      { name: "api_keys_hash", columns: ["hash"], unique: true },
      { name: "api_keys_workspace", columns: ["workspace_id"] },
    ],
  );
  await createTable(
    runner,
    "audit_log",
    {
      id: "id!",
      workspace_id: "id?",
      user_id: "id?",
      at: "time",
      action: "text",
      subject: "text?",
      detail: "json?",
    },
    [{ name: "audit_log_workspace_at", columns: ["workspace_id", "at"] }],
  );
}

async function workspaceValues(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    "credentials",
    {
      id: "id!",
      workspace_id: "id",
      type: "text",
      name: "text",
      public_data: "json",
      sealed: "bytes",
      created_at: "time",
      updated_at: "time",
    },
    [{ name: "credentials_workspace", columns: ["workspace_id"] }],
  );
  await createTable(runner, "data_keys", {
    workspace_id: "id!",
    version: "integer!",
    sealed: "bytes",
    created_at: "time",
  });
  await createTable(runner, "variables", {
    workspace_id: "id!",
    name: "text!",
    type: "text",
    value: "json",
    position: "integer",
  });
  await createTable(runner, "fields", {
    workspace_id: "id!",
    name: "text!",
    type: "text",
    default_value: "json?",
    position: "integer",
  });
}

async function workflows(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    "workflows",
    {
      id: "id!",
      workspace_id: "id",
      name: "text",
      revision: "integer",
      document: "json",
      published_version: "integer?",
      published_document_id: "id?",
      created_at: "time",
      updated_at: "time",
    },
    [{ name: "workflows_workspace", columns: ["workspace_id", "id"] }],
  );
  await createTable(
    runner,
    "workflow_documents",
    {
      id: "id!",
      workflow_id: "id",
      revision: "integer",
      version: "integer?",
      document: "json",
      created_at: "time",
      published_by: "id?",
    },
    [
      { name: "workflow_documents_version", columns: ["workflow_id", "version"], unique: true },
      { name: "workflow_documents_revision", columns: ["workflow_id", "revision"] },
    ],
  );
  await createTable(runner, "hooks", { key: "id!", test_key: "id", workflow_id: "id", node_id: "text" }, [
    { name: "hooks_test_key", columns: ["test_key"], unique: true },
    { name: "hooks_node", columns: ["workflow_id", "node_id"], unique: true },
  ]);
  await createTable(runner, "trigger_samples", {
    workflow_id: "id!",
    node_id: "text!",
    payload: "json",
    updated_at: "time",
  });
}

async function runs(runner: QueryRunner): Promise<void> {
  await createTable(
    runner,
    "runs",
    {
      id: "id!",
      workspace_id: "id",
      workflow_id: "id",
      document_id: "id",
      version: "integer?",
      trigger: "text",
      rehearsal: "flag",
      replay_of: "id?",
      dedupe_key: "text?",
      status: "text",
      due_at: "time?",
      worker: "text?",
      fence: "integer",
      claims: "integer",
      lease_until: "time?",
      last_seq: "integer",
      created_at: "time",
      started_at: "time?",
      finished_at: "time?",
      error: "json?",
      handled_errors: "integer",
    },
    [
      { name: "runs_workspace", columns: ["workspace_id", "id"] },
      { name: "runs_workflow", columns: ["workflow_id", "id"] },
      { name: "runs_due", columns: ["due_at"], where: "due_at IS NOT NULL" },
      {
        name: "runs_dedupe",
        columns: ["workflow_id", "trigger", "dedupe_key"],
        unique: true,
        where: "dedupe_key IS NOT NULL",
      },
    ],
  );
  await createTable(runner, "run_events", { run_id: "id!", seq: "integer!", last_seq: "integer", body: "json" });
}
