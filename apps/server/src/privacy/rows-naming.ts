import { setImmediate as nextTurn } from "node:timers/promises";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { Marks } from "./marks.js";

/** A run in which a person may be named; without an id: a file whose run has not begun. */
export interface NamingRun {
  runId: string | null;
  /** Nothing will be written into it any more. */
  ended: boolean;
}
/** A row beside the runs, with those of its columns that may name the person. */
export interface NamingRecord {
  rowid: number;
  named: ReadonlyMap<string, string>;
}

/** Rows that are looked at before others get their turn, whosever they are. */
const ROWS_AT_ONCE = 50;
/** Where a run may name somebody: its log, its own row, the names of its files. */
const RUNS = [
  {
    table: "run_events",
    sql: `SELECT e.run_id AS runId, e.body AS text, r.finished_at IS NOT NULL AS ended FROM run_events e
      JOIN runs r ON r.id = e.run_id WHERE e.rowid > ? AND e.rowid <= ? AND r.workspace_id = ? ORDER BY e.rowid`,
  },
  {
    table: "runs",
    sql: `SELECT id AS runId, concat_ws(' | ', dedupe_key, line_key, error) AS text, finished_at IS NOT NULL AS ended
      FROM runs WHERE rowid > ? AND rowid <= ? AND workspace_id = ? ORDER BY rowid`,
  },
  {
    table: "uploads",
    sql: `SELECT u.run_id AS runId, u.name AS text, r.finished_at IS NOT NULL AS ended FROM uploads u
      LEFT JOIN runs r ON r.id = u.run_id WHERE u.rowid > ? AND u.rowid <= ? AND u.workspace_id = ? ORDER BY u.rowid`,
  },
];

/** How rows of a table are found that has no column for its workspace. */
const IN_WORKSPACE = "workspace_id = ?";
const OF_WORKFLOW = "EXISTS (SELECT 1 FROM workflows w WHERE w.id = workflow_id AND w.workspace_id = ?)";
const owned = new Map([
  ["leeloo_deliveries", "EXISTS (SELECT 1 FROM leeloo_events e WHERE e.id = event_id AND e.workspace_id = ?)"],
  ["trigger_samples", OF_WORKFLOW],
  ["workflow_documents", OF_WORKFLOW],
]);

/**
 * Looks through all that is kept of a workspace, a few rows at a time. Not by the index of the search: that leaves out long
 * texts, and whatever is left out here stays for ever.
 */
@Injectable()
export class RowsNaming {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** One run as often as something of it names them. */
  async *inRuns(workspaceId: string, marks: Marks): AsyncGenerator<NamingRun> {
    for (const { table, sql } of RUNS) {
      const rows = this.database.handle.prepare<
        [number, number, string],
        { runId: string | null; text: string; ended: number }
      >(sql);
      for await (const [after, until] of this.#pieces(table))
        for (const { runId, text, ended } of rows.all(after, until, workspaceId))
          if (marks.mayBeIn(text)) yield { runId, ended: ended === 1 };
    }
  }

  /** Rows of a table by what stands in some of its columns. */
  async *inTable(
    table: string,
    columns: readonly string[],
    workspaceId: string,
    marks: Marks,
  ): AsyncGenerator<NamingRecord> {
    const rows = this.database.handle
      .prepare<[number, number, string], [number, ...(string | null)[]]>(
        `SELECT rowid, ${columns.join(", ")} FROM ${table} WHERE rowid > ? AND rowid <= ?
           AND ${owned.get(table) ?? IN_WORKSPACE} ORDER BY rowid`,
      )
      .raw();
    for await (const [after, until] of this.#pieces(table))
      for (const [rowid, ...texts] of rows.all(after, until, workspaceId)) {
        const found = columns.flatMap((column, at): [string, string][] => {
          const text = texts[at] ?? null;
          return text !== null && marks.mayBeIn(text) ? [[column, text]] : [];
        });
        if (found.length > 0) yield { rowid, named: new Map(found) };
      }
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
