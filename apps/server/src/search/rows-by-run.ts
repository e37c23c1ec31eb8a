import type { Database, Statement } from "better-sqlite3";
import { conditionsOf, type RunFilter } from "../runs/run-filter.js";

/** A run's id is made a little before its first row is written; others write in between. */
const WRITTEN_BETWEEN = 2_000;

/** Rows among these, by their runs, that belong to runs which the filter means. */
export function rowsOfRunsSql(filter: RunFilter): string {
  const { wheres } = conditionsOf("", filter);
  return `SELECT e.rowid AS row, e.run_id AS id FROM json_each(@rows) j CROSS JOIN run_events e ON e.rowid = j.value
    CROSS JOIN runs r ON r.id = e.run_id WHERE ${wheres.join(" AND ")}`;
}

export const firstRowSql = "SELECT rowid FROM run_events WHERE run_id = ? AND seq = 1";

/** Rows that were found, newest first, by the runs that a filter means; of each run the newest so many. */
export class RowsByRun {
  readonly rows = new Map<string, number[]>();
  readonly #ofRuns: Statement<[object], { row: number; id: string }>;
  readonly #firstRow: Statement<[string], number>;
  readonly #values: object;

  constructor(
    db: Database,
    workspaceId: string,
    filter: RunFilter,
    private readonly rowsOfEach: number,
  ) {
    this.#ofRuns = db.prepare(rowsOfRunsSql(filter));
    this.#firstRow = db.prepare<[string], number>(firstRowSql).pluck();
    this.#values = conditionsOf(workspaceId, filter).values;
  }

  take(rows: readonly number[]): void {
    for (const { row, id } of this.#ofRuns.all({ ...this.#values, rows: JSON.stringify(rows) })) {
      const known = this.rows.get(id);
      if (!known) this.rows.set(id, [row]);
      else if (known.length < this.rowsOfEach) known.push(row);
    }
  }

  /** Runs that are older than this one, newest first. */
  before(cursor: string): string[] {
    return [...this.rows.keys()].filter((id) => id < cursor).sort((a, b) => (a < b ? 1 : -1));
  }

  /**
   * Whether the rows before this one can no longer belong to any of the next so many runs: all of these began after it was
   * written.
   */
  hasAll(cursor: string, limit: number, row: number): boolean {
    const last = this.before(cursor)[limit];
    if (last === undefined) return false;
    return row < (this.#firstRow.get(last) ?? 0) - WRITTEN_BETWEEN;
  }
}
