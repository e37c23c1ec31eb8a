import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** People who were erased, without saying who, and runs that lack what they were made of since then. */
export class Erasures1763690000036 implements MigrationInterface {
  name = "Erasures1763690000036";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "erasures",
      {
        id: "id!",
        workspace_id: "id",
        user_id: "id?",
        marks: "json?",
        runs: "integer",
        events: "integer",
        files: "integer",
        unfinished: "integer",
        created_at: "time",
        looked_at: "time?",
        finished_at: "time?",
      },
      [
        { name: "erasures_workspace", columns: ["workspace_id", "id"] },
        { name: "erasures_open", columns: ["created_at"], where: "finished_at IS NULL" },
      ],
    );
    await createTable(runner, "erased_runs", { run_id: "id!" });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
