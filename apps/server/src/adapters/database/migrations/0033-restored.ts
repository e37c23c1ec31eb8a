import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What a restored copy holds until a person has looked at it. */
export class Restored1763690000033 implements MigrationInterface {
  name = "Restored1763690000033";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "restored_runs", { run_id: "id!", workspace_id: "id" }, [
      { name: "restored_runs_workspace", columns: ["workspace_id", "run_id"] },
    ]);
    await createTable(runner, "restorations", {
      workspace_id: "id!",
      at: "time",
      backup_at: "time?",
      told: "json",
      seen_at: "time?",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
