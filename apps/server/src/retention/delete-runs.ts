import type { Database } from "better-sqlite3";

/** Rows of a log that go with one statement: they may have megabytes each. */
const ROWS_AT_ONCE = 20;

/**
 * Deletes runs as long as there is time, inside a write; answers how many it is done with. The log goes first: a rest is
 * found by its run. `ended`: one that has not ended is left as it is, with its log.
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
  const run = db.prepare("DELETE FROM runs WHERE id = ?");
  const doubts = db.prepare("DELETE FROM doubts WHERE above = ?");
  const isOpen = db.prepare("SELECT 1 FROM runs WHERE id = ? AND finished_at IS NULL").pluck();
  let done = 0;
  for (const id of ids) {
    if (which === "all" || isOpen.get(id) === undefined) {
      while (rows.run(id, ROWS_AT_ONCE).changes === ROWS_AT_ONCE) if (!hasTime()) return done;
      doubts.run(id);
      run.run(id);
    }
    done += 1;
    if (!hasTime()) break;
  }
  return done;
}
