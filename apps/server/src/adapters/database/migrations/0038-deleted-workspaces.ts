import type { MigrationInterface, QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** When a workspace was deleted, and by whom: for a while it can be taken back. */
export class DeletedWorkspaces1763690000038 implements MigrationInterface {
  name = "DeletedWorkspaces1763690000038";

  async up(runner: QueryRunner): Promise<void> {
    // Plainly: the Table API makes the table anew, which a trigger of the audit log looks into.
    await runner.query(`ALTER TABLE workspaces ADD COLUMN deleted_at ${columnTypes.time}`);
    await runner.query(`ALTER TABLE workspaces ADD COLUMN deleted_by ${columnTypes.id}`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
