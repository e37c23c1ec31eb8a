import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Triggers that look in Leeloo: how far each has got, and what it has seen. */
export class Polls1763690000019 implements MigrationInterface {
  name = "Polls1763690000019";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "polls",
      {
        workflow_id: "id!",
        node_id: "id!",
        workspace_id: "id",
        params: "json",
        credential_id: "id",
        identity: "text",
        live: "flag",
        due_at: "time?",
        paused_at: "time?",
        since: "time?",
        high: "time?",
        afresh_at: "time?",
        last_at: "time?",
        last_error: "json?",
        failures: "integer",
        found: "integer",
        requests: "integer",
        cut: "flag",
      },
      [{ name: "polls_due", columns: ["due_at"], where: "due_at IS NOT NULL" }],
    );
    await createTable(
      runner,
      "poll_entries",
      { workflow_id: "id!", node_id: "id!", entry_key: "text!", at: "time", status: "text?", changes: "integer" },
      [{ name: "poll_entries_at", columns: ["workflow_id", "node_id", "at"] }],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
