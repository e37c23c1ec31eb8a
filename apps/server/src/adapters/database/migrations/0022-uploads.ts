import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Files that came with calls. */
export class Uploads1763690000022 implements MigrationInterface {
  name = "Uploads1763690000022";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "uploads",
      {
        id: "id!",
        workspace_id: "id",
        run_id: "id?",
        name: "text",
        type: "text",
        size: "integer",
        created_at: "time",
      },
      [{ name: "uploads_run", columns: ["run_id"] }],
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
