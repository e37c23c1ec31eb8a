import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Versions that were never live: drafts that an import took the place of. */
export class KeptDrafts1763690000044 implements MigrationInterface {
  name = "KeptDrafts1763690000044";

  async up(runner: QueryRunner): Promise<void> {
    const column = new TableColumn({ name: "kept_draft", type: columnTypes.flag, isNullable: true });
    await runner.addColumn("workflow_documents", column);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
