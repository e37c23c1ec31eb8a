import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** When the far end last took a credential, as it is kept now. Of older ones nobody knows. */
export class TestedCredentials1763690000006 implements MigrationInterface {
  name = "TestedCredentials1763690000006";

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "tested_at", type: columnTypes.time, isNullable: true };
    await runner.addColumn("credentials", new TableColumn(column));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
