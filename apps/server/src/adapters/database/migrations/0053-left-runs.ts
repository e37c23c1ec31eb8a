import type { MigrationInterface, QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** With how many runs a job did nothing, by why: somebody had done it, a run that calls them goes on, or one they called was repeated. */
export class LeftRuns1763700000053 implements MigrationInterface {
  name = "LeftRuns1763700000053";

  async up(runner: QueryRunner): Promise<void> {
    for (const name of ["repeated", "above", "below"])
      await runner.query(`ALTER TABLE run_jobs ADD COLUMN ${name} ${columnTypes.integer} NOT NULL DEFAULT 0`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
