import { setImmediate as nextTurn } from "node:timers/promises";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { Marks } from "./marks.js";

/** A row of a run's log in which a person may be named. */
export interface NamingRow {
  runId: string;
  /** The run has ended: nothing will be written into it any more. */
  ended: boolean;
}
/** A record beside the runs. */
export interface NamingRecord {
  rowid: number;
  body: string;
}

const ROWS_AT_ONCE = 50;
const SQL = `SELECT e.rowid AS number, e.run_id AS runId, e.body, r.finished_at IS NOT NULL AS ended
  FROM run_events e JOIN runs r ON r.id = e.run_id WHERE e.rowid > ? AND r.workspace_id = ? ORDER BY e.rowid LIMIT ?`;

/**
 * Looks through all that is kept of a workspace, a few rows at a time. Not by the index of the search: that leaves out long
 * texts, and whatever is left out here stays for ever.
 */
@Injectable()
export class RowsNaming {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  async *inRuns(workspaceId: string, marks: Marks): AsyncGenerator<NamingRow> {
    const next = this.database.handle.prepare<
      [number, string, number],
      { number: number; runId: string; body: string; ended: number }
    >(SQL);
    for (let last = 0; ;) {
      const rows = next.all(last, workspaceId, ROWS_AT_ONCE);
      for (const { runId, body, ended } of rows) if (marks.mayBeIn(body)) yield { runId, ended: ended === 1 };
      last = rows.at(-1)?.number ?? last;
      if (rows.length < ROWS_AT_ONCE) return;
      await nextTurn();
    }
  }

  /** Rows of a table with a workspace, by what stands in one of its columns. */
  async *inTable(table: string, column: string, workspaceId: string, marks: Marks): AsyncGenerator<NamingRecord> {
    const next = this.database.handle.prepare<[number, string, number], NamingRecord>(
      `SELECT rowid, ${column} AS body FROM ${table}
       WHERE rowid > ? AND workspace_id = ? AND ${column} IS NOT NULL ORDER BY rowid LIMIT ?`,
    );
    for (let last = 0; ;) {
      const rows = next.all(last, workspaceId, ROWS_AT_ONCE);
      for (const row of rows) if (marks.mayBeIn(row.body)) yield row;
      last = rows.at(-1)?.rowid ?? last;
      if (rows.length < ROWS_AT_ONCE) return;
      await nextTurn();
    }
  }
}
