import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Who is told of failures, how far each workspace has been told, and what was sent. */
export class Notices1763690000021 implements MigrationInterface {
  name = "Notices1763690000021";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "notice_rules", { workspace_id: "id!", workflow_id: "id!", rule: "json" });
    await createTable(runner, "notice_cursors", { workspace_id: "id!", cursor: "integer" });
    await createTable(runner, "notice_states", {
      workflow_id: "id!",
      channel: "text!",
      workspace_id: "id",
      since: "time",
      run_id: "id",
      waiting: "integer",
      facts: "json",
      errors: "json",
      due_at: "time",
      calm: "integer",
    });
    await createTable(
      runner,
      "notices",
      {
        id: "id!",
        workspace_id: "id",
        workflow_id: "id",
        channel: "json",
        kind: "text",
        language: "text",
        facts: "json",
        state: "text",
        tries: "integer",
        due_at: "time?",
        error: "json?",
        made_at: "time",
        sent_at: "time?",
      },
      [
        { name: "notices_due", columns: ["due_at"], where: "due_at IS NOT NULL" },
        { name: "notices_workspace", columns: ["workspace_id", "id"] },
      ],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
