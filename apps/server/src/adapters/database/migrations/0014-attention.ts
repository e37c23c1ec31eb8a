import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** What waits for people, over all runs. Steps that waited before appear once their run moves, or is looked into. */
export class Attention1763690000014 implements MigrationInterface {
  name = "Attention1763690000014";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(
      runner,
      "attention",
      {
        run_id: "id!",
        step_key: "text!",
        workspace_id: "id",
        workflow_id: "id",
        kind: "text",
        place: "text",
        entry: "json",
      },
      [
        { name: "attention_workspace", columns: ["workspace_id", "place"] },
        { name: "attention_workspace_kind", columns: ["workspace_id", "kind", "place"] },
        { name: "attention_workflow", columns: ["workflow_id", "place"] },
        { name: "attention_workflow_kind", columns: ["workflow_id", "kind", "place"] },
      ],
    );
    await runner.query("UPDATE runs SET due_at = 0 WHERE status = 'needs_attention' AND due_at IS NULL");
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
