import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What Leeloo sends: one address per workspace, the events as they came, and which workflow got which. */
export class LeelooEvents1763690000004 implements MigrationInterface {
  name = "LeelooEvents1763690000004";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "leeloo_hubs",
      { workspace_id: "id!", key: "id", forward_to: "text?", created_at: "time" },
      [{ name: "leeloo_hubs_key", columns: ["key"], unique: true }],
    );
    await createTable(
      runner,
      "leeloo_events",
      {
        id: "id!",
        workspace_id: "id",
        type: "text",
        order_id: "text?",
        body: "json",
        received_at: "time",
        planned: "flag",
        due_at: "time?",
        tries: "integer",
        forward_state: "text?",
        forward_due_at: "time?",
        forward_tries: "integer",
        forward_result: "json?",
      },
      [
        { name: "leeloo_events_workspace", columns: ["workspace_id", "id"] },
        { name: "leeloo_events_due", columns: ["due_at"], where: "due_at IS NOT NULL" },
        { name: "leeloo_events_forward", columns: ["forward_due_at"], where: "forward_due_at IS NOT NULL" },
      ],
    );
    await createTable(runner, "leeloo_deliveries", {
      event_id: "id!",
      workflow_id: "id!",
      node_id: "text!",
      status: "text",
      document_id: "id?",
      version: "integer?",
      run_id: "id?",
      dedupe_key: "text?",
      error: "json?",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
