import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Which workflow has asked for a daily comparison of orders: whoever hears of its failures hears what was found. */
export class DailyChecks1763690000025 implements MigrationInterface {
  name = "DailyChecks1763690000025";

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "workflow_id", type: columnTypes.id, isNullable: true };
    await runner.addColumn("order_checks", new TableColumn(column));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
