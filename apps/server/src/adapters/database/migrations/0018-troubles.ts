import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Runs that failed or need a person, and how far each trigger has told of them. */
export class Troubles1763690000018 implements MigrationInterface {
  name = "Troubles1763690000018";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "run_troubles",
      {
        id: "integer!",
        workspace_id: "id",
        run_id: "id",
        kind: "text",
        at: "time",
        error: "json?",
        step_key: "text?",
      },
      [{ name: "run_troubles_workspace", columns: ["workspace_id", "id"] }],
    );
    await createTable(runner, "trouble_listeners", {
      workflow_id: "id!",
      node_id: "id!",
      workspace_id: "id",
      live: "flag",
      params: "json",
      cursor: "integer",
      until: "integer?",
      minute_at: "time",
      made: "integer",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
