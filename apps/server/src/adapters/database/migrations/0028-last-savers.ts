import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Who saved a draft last, for those who have it open as well. Of older saves nobody knows. */
export class LastSavers1763690000028 implements MigrationInterface {
  name = "LastSavers1763690000028";

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "updated_by", type: columnTypes.id, isNullable: true };
    await runner.addColumn("workflows", new TableColumn(column));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
