import type { RunResult } from "better-sqlite3";
import { bytesOf } from "./event-bytes.js";
import type { StoredRow } from "./event-rows.js";
import type { RunStatements } from "./statements.js";

/** Columns of a new run that are its own; those behind them are the same in most runs that end in their first write. */
const OWN = 10;
/** What `insertUsualRun` writes in them, with nothing bound: the binding is a sixteenth of what storing a run takes. */
const usual: readonly unknown[] = ["succeeded", 0, 1, 0, 0, ...Array.from({ length: 13 }, () => null)];

/** Whether `insertUsualRun` makes the same of the run's own columns as `insertRun` of all. */
function isUsual(row: readonly unknown[]): boolean {
  for (let at = OWN; at < row.length; at++) if (row[at] !== usual[at - OWN]) return false;
  return true;
}

/** Stores a new run, its columns as by `rowOf`. No change where another has its key. */
export function insertRun(sql: RunStatements, row: readonly unknown[]): RunResult {
  return isUsual(row) ? sql.insertUsualRun.run(...row.slice(0, OWN)) : sql.insertRun.run(...row);
}

/** Stores rows of a run's log. */
export function insertEvents(sql: RunStatements, runId: string, rows: readonly StoredRow[]): void {
  for (const [seq, last, item, stays, body] of rows)
    if (item === null && stays === null) sql.insertUsualEvents.run(runId, seq, last, bytesOf(body));
    else sql.insertEvents.run(runId, seq, last, item, stays, bytesOf(body));
}
