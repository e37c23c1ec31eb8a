import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Credentials that came with the file of another workspace: all but their secret, which somebody is to enter. */
export class SecretsToEnter1763690000040 implements MigrationInterface {
  name = "SecretsToEnter1763690000040";

  async up(runner: QueryRunner): Promise<void> {
    const column = new TableColumn({ name: "secret_missing", type: columnTypes.flag, isNullable: true });
    await runner.addColumn("credentials", column);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
