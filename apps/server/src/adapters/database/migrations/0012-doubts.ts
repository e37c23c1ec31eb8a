import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Which entry at a service belongs to which step: what was sent that could be found again, and what has settled a doubt. */
export class Doubts1763690000012 implements MigrationInterface {
  name = "Doubts1763690000012";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "sent_calls",
      { workspace_id: "id!", service: "text!", mark: "text!", run_id: "id!", step_key: "text!", sent_at: "time" },
      [{ name: "sent_calls_sent", columns: ["sent_at"] }],
    );
    await createTable(runner, "claimed_entries", {
      workspace_id: "id!",
      service: "text!",
      entry: "text!",
      run_id: "id",
      step_key: "text",
      claimed_at: "time",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
