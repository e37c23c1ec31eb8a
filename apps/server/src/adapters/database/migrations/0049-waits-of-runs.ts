import type { MigrationInterface, QueryRunner } from "typeorm";
import { columnTypes } from "../column-types.js";

/** What a run waits for stands in its row: a list of runs would else read the ends of their logs, with all that they carry. */
export class WaitsOfRuns1763700000049 implements MigrationInterface {
  name = "WaitsOfRuns1763700000049";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE runs ADD COLUMN waiting_for ${columnTypes.text}`);
    await runner.query(`ALTER TABLE runs ADD COLUMN waits_until ${columnTypes.time}`);
    // A wait is among the last things that a waiting run has written; what came after it are words of people.
    await runner.query(`UPDATE runs SET (waiting_for, waits_until) = (
      SELECT coalesce(v.body ->> (e.fullkey || '.waitingFor'), 'retry'), v.body ->> (e.fullkey || '.until')
      FROM run_events v, json_each(v.body) e
      WHERE v.run_id = runs.id AND v.seq >= coalesce((SELECT seq FROM run_events WHERE run_id = runs.id
          AND seq <= runs.last_seq - 50 ORDER BY seq DESC LIMIT 1), 0)
        AND v.body ->> (e.fullkey || '.type') IN ('step.waiting', 'step.retrying')
      ORDER BY v.seq DESC, e.key DESC LIMIT 1) WHERE status = 'waiting' AND finished_at IS NULL`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
