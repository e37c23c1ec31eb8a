import type { MigrationInterface, QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** How many runs that failed, and how many that were cancelled, a workspace keeps of each workflow. */
export class FailedRunsByCount1763700000052 implements MigrationInterface {
  name = "FailedRunsByCount1763700000052";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE retention ADD COLUMN failed_count ${columnTypes.integer} NOT NULL DEFAULT 100000`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
