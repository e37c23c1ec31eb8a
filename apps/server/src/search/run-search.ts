import { setImmediate as nextTurn } from "node:timers/promises";
import type { ListQuery } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { RunFilter } from "../runs/run-filter.js";
import { eachScalar } from "./row-values.js";
import { RowsByRun } from "./rows-by-run.js";
import { SearchIndex } from "./search-index.js";
import { foundIn, termsOf, type Wanted } from "./terms.js";

/** Rows that are asked for in one go: most searches find no more than the first. */
const FIRST_ROWS = 1_000;
const ROWS_AT_ONCE = 5_000;
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

type PageWish = ListQuery & { rowsOfEach?: number };

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

  /** Newest run first. */
  async find(
    workspaceId: string,
    words: Wanted,
    filter: RunFilter,
    page: PageWish,
    longestMs = LONGEST_SEARCH_MS,
  ): Promise<FoundRows> {
    const wanted = this.#narrowed(workspaceId, words);
    const { limit, cursor = "\uffff", rowsOfEach = ROWS_SHOWN } = page;
    const found = new RowsByRun(this.#db, workspaceId, filter, rowsOfEach);
    const { cursor: indexedTo, at } = this.index.progress();
    const newest = this.#notIndexed(indexedTo, wanted);
    found.take(newest.rows);
    const until = performance.now() + longestMs;
    let [cut, over] = [false, false];
    for (let before = Number.MAX_SAFE_INTEGER, most = FIRST_ROWS; !over && !cut; most = ROWS_AT_ONCE) {
      const rows = this.index.rows(workspaceId, wanted, before, most);
      found.take(rows);
      before = rows.at(-1) ?? 0;
      over = rows.length < most;
      if (!over && found.hasAll(cursor, limit, before)) break;
      cut = !over && performance.now() > until;
      await nextTurn();
    }
    const ids = found.before(cursor);
    const last = ids.length > limit ? ids[limit - 1] : undefined;
    const upTo = newest.all ? null : (at ?? 0);
    return { ids: ids.slice(0, limit), rows: found.rows, cut, upTo, ...(last !== undefined && { nextCursor: last }) };
  }

  /**
   * A word that is in very many rows as it is means just that: to ask for those which begin with it as well, all rows of
   * all of them would have to be read.
   */
  #narrowed(workspaceId: string, wanted: Wanted): Wanted {
    return wanted.map((ways) => {
      const [way, ...others] = ways;
      if (!way?.begins || others.length > 0) return ways;
      const whole = [{ term: way.term, begins: false }];
      const found = this.index.rows(workspaceId, [whole], Number.MAX_SAFE_INTEGER, FIRST_ROWS);
      return found.length < FIRST_ROWS ? ways : whole;
    });
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
      eachScalar(body, (value) => terms.push(...termsOf(value)) >= 0);
      if (foundIn(terms, wanted).every(Boolean)) rows.push(row);
    }
    return { rows, all: true };
  }
}
