import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Where a person is signed in: from which address, with what. */
export class DevicesOfSessions1763690000029 implements MigrationInterface {
  name = "DevicesOfSessions1763690000029";

  async up(runner: QueryRunner): Promise<void> {
    for (const name of ["address", "user_agent"])
      await runner.addColumn("sessions", new TableColumn({ name, type: columnTypes.text, isNullable: true }));
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
