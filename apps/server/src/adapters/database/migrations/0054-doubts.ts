import type { MigrationInterface, QueryRunner } from "typeorm";
import { stepOf } from "../../run-store/repetitions.js";
import { createTable } from "./table.js";

/** Steps of which nobody knows the outcome, for whoever repeats their run or one above it; those of the runs that are there as well. */
export class Doubts1763700000054 implements MigrationInterface {
  name = "Doubts1763700000054";

  async up(runner: QueryRunner): Promise<void> {
    const columns = { above: "id!", step: "text!", run_id: "id!", step_key: "text!", workspace_id: "id" } as const;
    await createTable(runner, "doubts", columns, [{ name: "doubts_run", columns: ["run_id", "step_key"] }]);
    // Of a run that was cancelled its log alone knows: the last word about the step is that nobody does.
    await runner.query(`WITH RECURSIVE told (run_id, step_key) AS (
        SELECT run_id, step_key FROM attention WHERE kind = 'unknown'
        UNION SELECT run_id, step_key FROM (
          SELECT e.run_id, own.value ->> '$.key' AS step_key, own.value ->> '$.type' AS "type", max(e.seq * 100000 + own.key)
          FROM runs r CROSS JOIN run_events e ON e.run_id = r.id, json_each(e.body) own
          WHERE r.status = 'cancelled' AND r.id IN (SELECT run_id FROM run_events WHERE instr(body, '"step.unknown"') > 0)
            AND own.value ->> '$.type' LIKE 'step.%' GROUP BY e.run_id, step_key)
        WHERE "type" IN ('step.unknown', 'step.checked')),
      up (above, step, run_id, step_key, workspace_id) AS (
        SELECT r.id, t.step_key, t.run_id, t.step_key, r.workspace_id FROM told t JOIN runs r ON r.id = t.run_id
        UNION ALL SELECT r.parent_run_id, ${stepOf("r")}, up.run_id, up.step_key, up.workspace_id
        FROM up JOIN runs r ON r.id = up.above WHERE r.parent_run_id IS NOT NULL)
      INSERT OR IGNORE INTO doubts (above, step, run_id, step_key, workspace_id)
      SELECT above, step, run_id, step_key, workspace_id FROM up`);
  }

  async down(): Promise<void> {
    throw new Error("There is no way back: use the copy of the database that was made before this migration.");
  }
}
