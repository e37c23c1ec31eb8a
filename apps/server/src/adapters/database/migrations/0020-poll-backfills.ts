import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Past periods that triggers make up for when somebody asks for it. */
export class PollBackfills1763690000020 implements MigrationInterface {
  name = "PollBackfills1763690000020";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "poll_backfills", {
      workflow_id: "id!",
      node_id: "id!",
      workspace_id: "id",
      identity: "text",
      from_at: "time",
      until: "time",
      state: "text",
      found: "integer",
      had: "integer",
      made: "integer",
      requests: "integer",
      cut: "flag",
      calls: "integer",
      seconds: "integer",
      error: "json?",
      created_at: "time",
      started_at: "time?",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
