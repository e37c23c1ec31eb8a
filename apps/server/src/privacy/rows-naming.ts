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

/** Rows that are looked at before others get their turn, whosever they are. */
const ROWS_AT_ONCE = 50;
const RUNS = `SELECT e.run_id AS runId, e.body, r.finished_at IS NOT NULL AS ended
  FROM run_events e JOIN runs r ON r.id = e.run_id WHERE e.rowid > ? AND e.rowid <= ? AND r.workspace_id = ? ORDER BY e.rowid`;

/** Which rows of a table are a workspace's. */
const owned = new Map([
  ["leeloo_deliveries", "EXISTS (SELECT 1 FROM leeloo_events e WHERE e.id = event_id AND e.workspace_id = ?)"],
  ["trigger_samples", "EXISTS (SELECT 1 FROM workflows w WHERE w.id = workflow_id AND w.workspace_id = ?)"],
]);

/**
 * Looks through all that is kept of a workspace, a few rows at a time. Not by the index of the search: that leaves out long
 * texts, and whatever is left out here stays for ever.
 */
@Injectable()
export class RowsNaming {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  async *inRuns(workspaceId: string, marks: Marks): AsyncGenerator<NamingRow> {
    const rows = this.database.handle.prepare<[number, number, string], { runId: string; body: string; ended: number }>(
      RUNS,
    );
    for await (const [after, until] of this.#pieces("run_events"))
      for (const { runId, body, ended } of rows.all(after, until, workspaceId))
        if (marks.mayBeIn(body)) yield { runId, ended: ended === 1 };
  }

  /** Rows of a table by what stands in one of its columns. */
  async *inTable(table: string, column: string, workspaceId: string, marks: Marks): AsyncGenerator<NamingRecord> {
    const rows = this.database.handle.prepare<[number, number, string], NamingRecord>(
      `SELECT rowid, ${column} AS body FROM ${table} WHERE rowid > ? AND rowid <= ?
         AND ${owned.get(table) ?? "workspace_id = ?"} AND ${column} IS NOT NULL ORDER BY rowid`,
    );
    for await (const [after, until] of this.#pieces(table))
      for (const row of rows.all(after, until, workspaceId)) if (marks.mayBeIn(row.body)) yield row;
  }

  /** The numbers of a table's rows, piece by piece: also where millions of others' stand before a workspace's. */
  async *#pieces(table: string): AsyncGenerator<[after: number, until: number]> {
    const end = this.database.handle
      .prepare<[number, number], number | null>(
        `SELECT max(rowid) FROM (SELECT rowid FROM ${table} WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
      )
      .pluck();
    for (let after = 0; ;) {
      const until = end.get(after, ROWS_AT_ONCE) ?? null;
      if (until === null) return;
      yield [after, until];
      after = until;
      await nextTurn();
    }
  }
}
