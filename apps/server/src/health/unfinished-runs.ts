import { setImmediate as nextTurn } from "node:timers/promises";
import { runStatuses, type RunStatus } from "@leeway/engine";
import type { Database } from "better-sqlite3";

/** Runs that are counted in one go. */
const AT_ONCE = 5_000;
/** A count stands so many times as long as it took: counting a million over and over would be much of all work. */
const KEPT_FOR = 20;

/** Reads its part of the index of unfinished runs alone. */
export const unfinishedSql = `SELECT count(*) AS count, max(row) AS last FROM (
  SELECT rowid AS row FROM runs INDEXED BY runs_unfinished
  WHERE finished_at IS NULL AND status = @status AND rowid > @last ORDER BY rowid LIMIT @most)`;

const ended: ReadonlySet<RunStatus> = new Set(["succeeded", "failed", "cancelled"]);
const unfinished = runStatuses.filter((status) => !ended.has(status));

/** Counts the runs that have not finished, by status: piece by piece, so that nobody waits for a million of them. */
export function unfinishedRuns(db: Database, atOnce = AT_ONCE): () => Promise<ReadonlyMap<RunStatus, number>> {
  const piece = db.prepare<object, { count: number; last: number | null }>(unfinishedSql);
  let known: ReadonlyMap<RunStatus, number> = new Map();
  let until = -Infinity;
  let counting: Promise<ReadonlyMap<RunStatus, number>> | undefined;
  const count = async () => {
    const began = performance.now();
    const counts = new Map<RunStatus, number>();
    for (const status of unfinished) {
      let total = 0;
      for (let last: number | null = -1; last !== null;) {
        const found: { count: number; last: number | null } | undefined = piece.get({ status, last, most: atOnce });
        total += found?.count ?? 0;
        last = found?.count === atOnce ? found.last : null;
        if (last !== null) await nextTurn();
      }
      if (total > 0) counts.set(status, total);
    }
    const now = performance.now();
    known = counts;
    until = now + (now - began) * KEPT_FOR;
    return counts;
  };
  return () => {
    if (performance.now() < until) return Promise.resolve(known);
    counting ??= count().finally(() => (counting = undefined));
    return counting;
  };
}
