import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/**
 * Sessions end by the settings of today, not by those under which they were used last. A member can be signed out of one
 * workspace; and a password that a setting or a command has set is known as such.
 */
export class EndsOfSessions1763690000042 implements MigrationInterface {
  name = "EndsOfSessions1763690000042";

  async up(runner: QueryRunner): Promise<void> {
    // Plainly: the runner would copy the whole table to drop a column.
    await runner.query("ALTER TABLE sessions DROP COLUMN expires_at");
    const add = (table: string, name: string, type: string) =>
      runner.addColumn(table, new TableColumn({ name, type, isNullable: true }));
    await add("memberships", "signed_out_at", columnTypes.time);
    await add("users", "first_password", columnTypes.flag);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
