import { setImmediate as nextTurn } from "node:timers/promises";
import type { Json, RunEventBody } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { eraseAll, ERASED, eraseEvent, eraseNamed, isAboutThem } from "./erase-json.js";
import { recordTables, type Erasing, type TableRules } from "./column-rules.js";
import type { Marks } from "./marks.js";
import { RowsNaming } from "./rows-naming.js";
import { TheirItems } from "./their-items.js";

/** Rows of a log that change with one write. */
const ROWS_AT_ONCE = 50;

interface LogRow {
  seq: number;
  body: string;
}

/** Takes a person out of what is kept, a few rows at a time. */
@Injectable()
export class Eraser {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly rows: RowsNaming,
  ) {}

  /**
   * Out of a run that has ended. One that began with this person is emptied whole; of others the items of loops that are about
   * them, and the objects that name them. Answers whether the whole run was about them.
   */
  async run(runId: string, marks: Marks): Promise<boolean> {
    const [created] = this.#events(runId, 0, 1)[0]?.events ?? [];
    const whole = created?.type === "run.created" && isAboutThem(created.payload, marks);
    const items = new TheirItems(marks);
    if (!whole) await this.#look(runId, items);
    await this.#eraseLog(runId, marks, (event) => whole || items.has(event));
    await this.database.queue.write((db) => {
      db.prepare("INSERT OR IGNORE INTO erased_runs (run_id) VALUES (?)").run(runId);
      // A name in it may be theirs, too; of a run that has ended it is of no more use.
      db.prepare("UPDATE runs SET line_key = NULL WHERE id = ?").run(runId);
      const columns = new Map([
        // A key that names nobody still keeps what came once from beginning again.
        ["dedupe_key", "null"],
        ["error", "json"],
      ] as const);
      eraseRow(db, { table: "runs", found: "id = ?", key: runId, columns }, marks);
    });
    return whole;
  }

  #events(runId: string, after: number, most: number): { seq: number; body: string; events: RunEventBody[] }[] {
    return this.database.handle
      .prepare<[string, number, number], LogRow>(
        "SELECT seq, body FROM run_events WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?",
      )
      .all(runId, after, most)
      .map((row) => ({ ...row, events: JSON.parse(row.body) as RunEventBody[] }));
  }

  async #look(runId: string, items: TheirItems): Promise<void> {
    for (let seq = 0; ;) {
      const rows = this.#events(runId, seq, ROWS_AT_ONCE);
      for (const { events } of rows) for (const event of events) items.see(event);
      seq = rows.at(-1)?.seq ?? seq;
      if (rows.length < ROWS_AT_ONCE) return;
      await nextTurn();
    }
  }

  /** From the end to the beginning: what says whom the run is about goes last, so that after a crash it is still known. */
  async #eraseLog(runId: string, marks: Marks, isTheirs: (event: RunEventBody) => boolean): Promise<void> {
    const before = this.database.handle.prepare<[string, number, number], LogRow>(
      "SELECT seq, body FROM run_events WHERE run_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
    );
    for (let seq = Number.MAX_SAFE_INTEGER; ;) {
      const rows = before.all(runId, seq, ROWS_AT_ONCE);
      if (rows.length === 0) return;
      const changed = rows.flatMap(({ seq: at, body }) => {
        const events = (JSON.parse(body) as RunEventBody[]).map((event) => eraseEvent(event, marks, isTheirs(event)));
        const erased = JSON.stringify(events);
        return erased === body ? [] : [{ seq: at, body: erased }];
      });
      if (changed.length > 0)
        await this.database.queue.write((db) => {
          for (const row of changed) rewrite(db, runId, row);
        });
      seq = rows.at(-1)?.seq ?? 0;
      await nextTurn();
    }
  }

  /** Out of what stands beside the runs, as `columnRules` say; answers out of how many records, and how many wait. */
  async records(workspaceId: string, marks: Marks): Promise<{ count: number; waiting: number }> {
    let [count, waiting] = [0, 0];
    for (const { table, columns, rules } of recordTables)
      for await (const { rowid } of this.rows.inTable(table, [...columns.keys()], workspaceId, marks)) {
        const row = { table, found: `rowid = ? AND ${rules.settled ?? "true"}`, key: rowid, columns, also: rules.also };
        if (await this.database.queue.write((db) => eraseRow(db, row, marks))) count += 1;
        else waiting += 1;
      }
    return { count, waiting };
  }
}

interface Row {
  table: string;
  /** Which row it is, by its `key`. */
  found: string;
  key: string | number;
  columns: ReadonlyMap<string, Erasing>;
  also?: TableRules["also"];
}

/** Reads in the write what is there then. False where no such row is, or where it is needed as it is. */
function eraseRow(db: Database, { table, found, key, columns, also }: Row, marks: Marks): boolean {
  const row = db
    .prepare<[string | number], Record<string, string | null>>(
      `SELECT ${[...columns.keys()].join(", ")} FROM ${table} WHERE ${found}`,
    )
    .get(key);
  if (!row) return false;
  const named = [...columns].filter(([column]) => marks.mayBeIn(row[column] ?? ""));
  if (named.length === 0) return true;
  if (named.some(([, how]) => how === "row")) {
    db.prepare(`DELETE FROM ${table} WHERE ${found}`).run(key);
    return true;
  }
  const values = named.map(([column, how]) => erasedBy[how](row[column] ?? "", marks));
  const sets = [...named.map(([column]) => `${column} = ?`), ...(also === undefined ? [] : [also])];
  db.prepare(`UPDATE ${table} SET ${sets.join(", ")} WHERE ${found}`).run(...values, key);
  return true;
}

const erasedBy: Record<Erasing, (text: string, marks: Marks) => string | null> = {
  json: (text, marks) => JSON.stringify(erased(text, marks)),
  text: (text, marks) => (marks.name(text) ? ERASED : text),
  null: (text, marks) => (marks.name(text) ? null : text),
  row: () => null,
  run: (text) => text,
};

/** Under a new number: the index of the search takes it for a new row, and drops what it knew of the old one. */
function rewrite(db: Database, runId: string, { seq, body }: LogRow): void {
  db.prepare(
    `INSERT OR REPLACE INTO run_events (run_id, seq, last_seq, body, item, stays)
     SELECT run_id, seq, last_seq, ?, item, stays FROM run_events WHERE run_id = ? AND seq = ?`,
  ).run(body, runId, seq);
}

/** What is no JSON is kept as it came, and goes whole. */
function erased(json: string, marks: Marks): Json {
  let value: Json;
  try {
    value = JSON.parse(json) as Json;
  } catch {
    return ERASED;
  }
  return isAboutThem(value, marks) ? eraseAll(value) : eraseNamed(value, marks);
}
