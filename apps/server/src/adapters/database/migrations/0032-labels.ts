import type { MigrationInterface, QueryRunner } from "typeorm";
import { createTable } from "./table.js";

/** Words by which workflows are sorted. */
export class Labels1763690000032 implements MigrationInterface {
  name = "Labels1763690000032";

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, "labels", { id: "id!", workspace_id: "id", name: "text", key: "text", color: "text" }, [
      { name: "labels_workspace", columns: ["workspace_id", "key"], unique: true },
    ]);
    await createTable(runner, "workflow_labels", { workflow_id: "id!", label_id: "id!" }, [
      { name: "workflow_labels_label", columns: ["label_id"] },
    ]);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
