import { TableColumn, TableIndex, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Events of a loop's items lie by item: one is read without the others, and a run without those that have ended. */
export class ItemsOfLoops1763690000007 implements MigrationInterface {
  name = "ItemsOfLoops1763690000007";

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns("run_events", [
      new TableColumn({ name: "item", type: columnTypes.text, isNullable: true }),
      new TableColumn({ name: "stays", type: columnTypes.flag, isNullable: true }),
    ]);
    const add = (name: string, columnNames: string[], where: string) =>
      runner.createIndex("run_events", new TableIndex({ name, columnNames, where }));
    await add("run_events_item", ["run_id", "item", "seq"], "item IS NOT NULL");
    // Without the first row of each run, which its number finds: most runs are one row.
    await add("run_events_outside", ["run_id", "seq"], "(item IS NULL OR stays = 1) AND seq > 1");
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
