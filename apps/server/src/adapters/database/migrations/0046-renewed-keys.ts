import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** Which key has the new secret of one that was renewed. */
export class RenewedKeys1763690000046 implements MigrationInterface {
  name = "RenewedKeys1763690000046";

  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(
      "api_keys",
      new TableColumn({ name: "renewed_as", type: columnTypes.text, isNullable: true }),
    );
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
