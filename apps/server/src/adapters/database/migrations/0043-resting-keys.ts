import { TableColumn, type MigrationInterface, type QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/**
 * API keys and passkeys that rest since a restore, until somebody has said a word for them; and from where a key was used
 * last, by which program.
 */
export class RestingKeys1763690000043 implements MigrationInterface {
  name = "RestingKeys1763690000043";

  async up(runner: QueryRunner): Promise<void> {
    const { text, time } = columnTypes;
    const resting = () => new TableColumn({ name: "resting_since", type: time, isNullable: true });
    await runner.addColumns("api_keys", [
      resting(),
      new TableColumn({ name: "last_used_address", type: text, isNullable: true }),
      new TableColumn({ name: "last_used_agent", type: text, isNullable: true }),
    ]);
    await runner.addColumn("passkeys", resting());
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
