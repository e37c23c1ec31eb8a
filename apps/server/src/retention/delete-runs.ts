import type { Database } from "better-sqlite3";

/** Rows of a log that go with one statement: they may have megabytes each. */
const ROWS_AT_ONCE = 20;

/**
 * Deletes runs as long as there is time, inside a write; answers how many have gone whole. The log goes first: a rest is found
 * by its run. `ended`: one that has begun again meanwhile stays.
 */
export function deleteRuns(
  db: Database,
  ids: readonly string[],
  hasTime: () => boolean,
  which: "ended" | "all",
): number {
  const rows = db.prepare(
    "DELETE FROM run_events WHERE rowid IN (SELECT rowid FROM run_events WHERE run_id = ? ORDER BY seq DESC LIMIT ?)",
  );
  const run = db.prepare(`DELETE FROM runs WHERE id = ?${which === "ended" ? " AND finished_at IS NOT NULL" : ""}`);
  let gone = 0;
  for (const id of ids) {
    while (rows.run(id, ROWS_AT_ONCE).changes === ROWS_AT_ONCE) if (!hasTime()) return gone;
    run.run(id);
    gone += 1;
    if (!hasTime()) break;
  }
  return gone;
}
