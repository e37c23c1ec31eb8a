import type { Database, Statement } from "better-sqlite3";
import { eachScalar, lastMoment } from "./row-values.js";
import { inWorkspace, termsOf } from "./terms.js";

/** Of one row of a log: a list of as many people as a loop may have still leaves each of them a phone or an e-mail. */
const MOST_TERMS = 200_000;
/** Rows that are looked for among the logs in one go. */
const SWEPT_AT_ONCE = 1_000;
/** Pages of the index that are written anew in one go. */
const MERGED_AT_ONCE = 200;

interface Row {
  id: number;
  runId: string;
  workspaceId: string | null;
  body: string;
}

/**
 * Puts the rows of the logs into the index, in the order in which they were written. A row's terms and the cursor behind it
 * are one commit: whenever the process dies, no row is in it twice and none is left out. Rows are known by their rowid:
 * the newest row of all is never deleted, so none comes again.
 */
export class RunIndexer {
  readonly #rows: Statement<[number, number], Row>;
  readonly #stillThere: Statement<[number, number], number>;
  readonly #number: Statement<[string], number>;
  /** They never change while an index lasts, and a commit that fails ends the thread. */
  readonly #numbers = new Map<string, number>();
  readonly #indexed: Statement<[number, number], number>;
  readonly #keep: (rows: readonly Row[]) => void;
  readonly #lastErasure: Statement<[], number | null>;
  readonly #drop: (ids: readonly number[]) => void;

  constructor(
    runs: Database,
    private readonly index: Database,
  ) {
    this.#rows = runs.prepare(nextRowsSql);
    this.#stillThere = runs
      .prepare<[number, number], number>("SELECT rowid FROM run_events WHERE rowid BETWEEN ? AND ?")
      .pluck();
    this.#indexed = index
      .prepare<[number, number], number>("SELECT id FROM row_terms_docsize WHERE id > ? ORDER BY id LIMIT ?")
      .pluck();
    this.#number = index
      .prepare<[string], number>(
        "INSERT INTO workspaces (id) VALUES (?) ON CONFLICT DO UPDATE SET id = excluded.id RETURNING number",
      )
      .pluck();
    const insert = index.prepare("INSERT INTO row_terms (rowid, terms) VALUES (?, ?)");
    const advance = index.prepare("UPDATE progress SET cursor = ?, run_id = ?, at = coalesce(?, at)");
    this.#keep = index.transaction((rows: readonly Row[]) => {
      for (const row of rows) {
        const terms = this.#termsOf(row);
        if (terms !== "") insert.run(row.id, terms);
      }
      const last = rows.at(-1);
      if (last) advance.run(last.id, last.runId, lastMoment(last.body));
    });
    this.#lastErasure = runs.prepare<[], number | null>("SELECT max(finished_at) FROM erasures").pluck();
    const remove = index.prepare("DELETE FROM row_terms WHERE rowid = ?");
    this.#drop = index.transaction((ids: readonly number[]) => {
      for (const id of ids) remove.run(id);
    });
  }

  /** The next rows, so many at most; answers how many there were. */
  next(most: number): number {
    const cursor = this.index.prepare("SELECT cursor FROM progress").pluck().get() as number;
    const rows = this.#rows.all(cursor, most);
    if (rows.length > 0) this.#keep(rows);
    return rows.length;
  }

  /** Takes out what no log has any more, from this row on; answers where to go on, undefined at the end. */
  sweep(after: number): number | undefined {
    const ids = this.#indexed.all(after, SWEPT_AT_ONCE);
    const [first, last] = [ids[0], ids.at(-1)];
    if (first === undefined || last === undefined) return undefined;
    const there = new Set(this.#stillThere.all(first, last));
    const gone = ids.filter((id) => !there.has(id));
    if (gone.length > 0) this.#drop(gone);
    return last;
  }

  /** When somebody was erased of whom the index may still have terms: of rows that it drops it only remembers that they are gone. */
  erasedAt(): number | undefined {
    const last = this.#lastErasure.get() ?? 0;
    return last > (this.index.prepare("SELECT forgotten_to FROM progress").pluck().get() as number) ? last : undefined;
  }

  /** Takes out what is gone, and writes the index anew without it: a piece with each turn. */
  *forget(erasedAt: number): Generator<void> {
    for (let after: number | undefined = 0; after !== undefined; yield) after = this.sweep(after);
    const merge = this.index.prepare("INSERT INTO row_terms (row_terms, rank) VALUES ('merge', ?)");
    const changes = this.index.prepare<[], number>("SELECT total_changes()").pluck();
    const merged = (pages: number) => {
      const before = changes.get() ?? 0;
      merge.run(pages);
      return (changes.get() ?? 0) - before;
    };
    // Below zero: all of the index, from its beginning. A piece that changes nothing but itself was the last one.
    for (let done = merged(-MERGED_AT_ONCE); done > 1; yield) done = merged(MERGED_AT_ONCE);
    this.index.prepare("UPDATE progress SET forgotten_to = ?").run(erasedAt);
  }

  #termsOf({ workspaceId, body }: Row): string {
    // Its run is being deleted.
    if (workspaceId === null) return "";
    const terms = new Set<string>();
    eachScalar(body, (value) => {
      for (const term of termsOf(value)) terms.add(term);
      return terms.size < MOST_TERMS;
    });
    if (terms.size === 0) return "";
    const number = this.#numberOf(workspaceId);
    let text = "";
    for (const term of terms) text += `${inWorkspace(number, term)} `;
    return text;
  }

  #numberOf(workspaceId: string): number {
    const known = this.#numbers.get(workspaceId) ?? this.#number.get(workspaceId) ?? 0;
    this.#numbers.set(workspaceId, known);
    return known;
  }
}

export const nextRowsSql = `SELECT e.rowid AS id, e.run_id AS runId, r.workspace_id AS workspaceId, e.body FROM run_events e
  LEFT JOIN runs r ON r.id = e.run_id WHERE e.rowid > ? ORDER BY e.rowid LIMIT ?`;
