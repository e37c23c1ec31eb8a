import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** How far each schedule has got, and which times it let go. */
export class Schedules1763690000015 implements MigrationInterface {
  name = "Schedules1763690000015";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "schedules",
      {
        workflow_id: "id!",
        node_id: "id!",
        workspace_id: "id",
        params: "json",
        cursor: "time",
        due_at: "time?",
        paused_at: "time?",
      },
      [{ name: "schedules_due", columns: ["due_at"], where: "due_at IS NOT NULL" }],
    );
    await createTable(runner, "schedule_gaps", {
      workflow_id: "id!",
      node_id: "id!",
      from_at: "time!",
      until: "time",
      why: "text",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
