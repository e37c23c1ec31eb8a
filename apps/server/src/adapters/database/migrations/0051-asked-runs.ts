import type { MigrationInterface, QueryRunner } from "typeorm";

/** Who is asked comes first among what a run waits for: it was looked up for each run of a list, and stands in the row now. */
export class AskedRuns1763700000051 implements MigrationInterface {
  name = "AskedRuns1763700000051";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE runs SET waiting_for = 'approval', waits_until = (
      SELECT min(entry ->> '$.until') FROM attention WHERE run_id = runs.id AND kind = 'approval')
      WHERE status = 'waiting' AND id IN (SELECT run_id FROM attention WHERE kind = 'approval')`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
