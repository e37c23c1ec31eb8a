import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** How long workspaces keep their runs. */
export class Retention1763690000011 implements MigrationInterface {
  name = "Retention1763690000011";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "retention", {
      workspace_id: "id!",
      succeeded_days: "integer",
      succeeded_count: "integer",
      failed_days: "integer",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
