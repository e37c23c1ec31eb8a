import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Which events the built-in sandbox sent: those start rehearsals. Of older ones nobody knows. */
export class EventsOfTheSandbox1763690000005 implements MigrationInterface {
  name = "EventsOfTheSandbox1763690000005";

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "from_sandbox", type: columnTypes.flag, isNullable: true };
    await runner.addColumn("leeloo_events", new TableColumn(column));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
