import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What has been done for whom, across runs. */
export class Once1763690000008 implements MigrationInterface {
  name = "Once1763690000008";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "once_claims",
      {
        workflow_id: "id!",
        node_id: "text!",
        rehearsal: "flag!",
        key: "text!",
        workspace_id: "id",
        run_id: "id",
        step_key: "text",
        claimed_at: "time",
        expires_at: "time?",
      },
      [{ name: "once_claims_expires", columns: ["expires_at"], where: "expires_at IS NOT NULL" }],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
