import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";
import { createTable } from "./table.js";

/** Tickets say whether the critical lane uses them; whoever stops a workflow or a workspace is remembered. */
export class LanesAndBrakes1763690000010 implements MigrationInterface {
  name = "LanesAndBrakes1763690000010";

  async up(runner: QueryRunner): Promise<void> {
    const column = { name: "critical", type: columnTypes.flag, isNullable: true };
    await runner.addColumn("rate_tickets", new TableColumn(column));
    await createTable(runner, "brakes", {
      subject: "id!",
      workspace_id: "id",
      workflow_id: "id?",
      since: "time",
      by: "id?",
    });
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
