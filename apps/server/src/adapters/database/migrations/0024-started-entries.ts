import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Of what triggers have seen in Leeloo, what had a run. */
export class StartedEntries1763690000024 implements MigrationInterface {
  name = "StartedEntries1763690000024";

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "started", type: columnTypes.flag, isNullable: true };
    await runner.addColumn("poll_entries", new TableColumn(column));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
