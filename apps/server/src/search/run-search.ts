import { setImmediate as nextTurn } from "node:timers/promises";
import type { ListQuery } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { conditionsOf, type RunFilter } from "../runs/run-filter.js";
import { eachValue } from "./row-values.js";
import { SearchIndex } from "./search-index.js";
import { foundIn, termsOf, type Wanted } from "./terms.js";

/** Rows that are asked for in one go: all of them, but for a word that is everywhere. */
const ROWS_AT_ONCE = 10_000;
/** After that the newest that were found are all that is shown. */
const LONGEST_SEARCH_MS = 150;
/** Of each run, where nobody asks for more; they say where in it something was found. */
const ROWS_SHOWN = 3;
/** Rows that the index does not have yet are read one by one, as long as they are few. */
const FEW_ROWS = 500;
const FEW_CHARACTERS = 2_000_000;

/** Rows in which something was found, by their runs: ids of runs newest first. */
export interface FoundRows {
  ids: string[];
  nextCursor?: string;
  /** The newest rows of each run in which it was found. */
  rows: Map<string, number[]>;
  /** Older runs may have it as well: it is found so often that the search was ended. */
  cut: boolean;
  /** What happened after this moment may be missing; null where nothing is. */
  upTo: number | null;
}

/** Rows among these, by their runs, that belong to runs which the filter means. */
export function rowsOfRunsSql(filter: RunFilter): string {
  const { wheres } = conditionsOf("", filter);
  return `SELECT e.rowid AS row, e.run_id AS id FROM json_each(@rows) j CROSS JOIN run_events e ON e.rowid = j.value
    CROSS JOIN runs r ON r.id = e.run_id WHERE ${wheres.join(" AND ")}`;
}

export const newestRowsSql = "SELECT rowid AS row, body FROM run_events WHERE rowid > ? ORDER BY rowid DESC LIMIT ?";

/** Finds runs by the values in them. */
@Injectable()
export class RunSearch {
  readonly #db: Database;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly index: SearchIndex,
  ) {
    this.#db = handle;
  }

  async find(
    workspaceId: string,
    wanted: Wanted,
    filter: RunFilter,
    { limit, cursor = "\uffff", rowsOfEach = ROWS_SHOWN }: ListQuery & { rowsOfEach?: number },
  ): Promise<FoundRows> {
    const { rows, cut, upTo } = await this.#rowsByRun(workspaceId, wanted, filter, rowsOfEach);
    const ids = [...rows.keys()].filter((id) => id < cursor).sort((a, b) => (a < b ? 1 : -1));
    const shown = ids.slice(0, limit);
    const last = ids.length > limit ? shown.at(-1) : undefined;
    return { ids: shown, rows, cut, upTo, ...(last !== undefined && { nextCursor: last }) };
  }

  async #rowsByRun(workspaceId: string, wanted: Wanted, filter: RunFilter, rowsOfEach: number) {
    const byRun = new Map<string, number[]>();
    const { values } = conditionsOf(workspaceId, filter);
    const ofRuns = this.#db.prepare<[object], { row: number; id: string }>(rowsOfRunsSql(filter));
    const take = (rows: readonly number[]) => {
      for (const { row, id } of ofRuns.all({ ...values, rows: JSON.stringify(rows) })) {
        const known = byRun.get(id);
        if (!known) byRun.set(id, [row]);
        else if (known.length < rowsOfEach) known.push(row);
      }
    };
    const { cursor, at } = this.index.progress();
    const newest = this.#notIndexed(cursor, wanted);
    take(newest.rows);
    const until = performance.now() + LONGEST_SEARCH_MS;
    let cut = false;
    for (let before = Number.MAX_SAFE_INTEGER; !cut;) {
      const rows = this.index.rows(workspaceId, wanted, before, ROWS_AT_ONCE);
      take(rows);
      before = rows.at(-1) ?? 0;
      if (rows.length < ROWS_AT_ONCE) break;
      cut = performance.now() > until;
      await nextTurn();
    }
    return { rows: byRun, cut, upTo: newest.all ? null : (at ?? 0) };
  }

  /** Rows that came after the last indexed one, as far as they are few; of all workspaces, which the runs tell. */
  #notIndexed(cursor: number, wanted: Wanted): { rows: number[]; all: boolean } {
    const rows: number[] = [];
    let [count, left] = [0, FEW_CHARACTERS];
    for (const { row, body } of this.#db.prepare(newestRowsSql).iterate(cursor, FEW_ROWS + 1) as Iterable<{
      row: number;
      body: string;
    }>) {
      count += 1;
      left -= body.length;
      if (count > FEW_ROWS || left < 0) return { rows, all: false };
      const terms: string[] = [];
      eachValue(body, ({ value }) => terms.push(...termsOf(value)) >= 0);
      if (foundIn(terms, wanted).every(Boolean)) rows.push(row);
    }
    return { rows, all: true };
  }
}
