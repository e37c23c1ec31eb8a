import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/**
 * What an API key may, until when, and who made it. Keys that were there may what they could so far, for good.
 */
export class KeysWithRoles1763690000030 implements MigrationInterface {
  name = "KeysWithRoles1763690000030";

  async up(runner: QueryRunner): Promise<void> {
    const { text, time, id } = columnTypes;
    await runner.addColumns("api_keys", [
      new TableColumn({ name: "role", type: text, default: "'admin'" }),
      new TableColumn({ name: "expires_at", type: time, isNullable: true }),
      new TableColumn({ name: "made_by", type: id, isNullable: true }),
    ]);
    await runner.query(
      `UPDATE api_keys SET made_by = (SELECT user_id FROM audit_log
         WHERE action = 'apiKey.created' AND subject = api_keys.id AND workspace_id = api_keys.workspace_id)`,
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
