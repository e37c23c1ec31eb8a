import { setImmediate as nextTurn } from "node:timers/promises";
import type { Json, RunEventBody } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { eraseAll, ERASED, eraseEvent, eraseNamed, isAboutThem } from "./erase-json.js";
import type { Marks } from "./marks.js";
import { RowsNaming } from "./rows-naming.js";
import { TheirItems } from "./their-items.js";

/** What stands beside the runs and has data of people in it, as JSON. */
const RECORDS = [
  ["leeloo_events", "body"],
  ["leeloo_events", "forward_result"],
  ["leeloo_deliveries", "error"],
  ["missed_orders", "order_data"],
  ["missed_orders", "person_data"],
  ["run_troubles", "error"],
  ["notices", "facts"],
  ["notice_states", "facts"],
  ["notice_states", "errors"],
] as const;
/** An event that is still to be handed on stays whole till then: a run of what was erased would act on nothing. */
const SETTLED = new Map([["leeloo_events", "AND due_at IS NULL AND forward_due_at IS NULL"]]);
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
      const kept = db
        .prepare<[string], { error: string | null; key: string | null }>(
          "SELECT error, dedupe_key AS key FROM runs WHERE id = ?",
        )
        .get(runId);
      const { error, key } = kept ?? { error: null, key: null };
      // A key that names nobody still keeps what came once from beginning again.
      const keyless = key !== null && marks.name(key) ? ", dedupe_key = NULL" : "";
      db.prepare(`UPDATE runs SET line_key = NULL${keyless} WHERE id = ?`).run(runId);
      if (error && marks.mayBeIn(error)) setJson(db, "UPDATE runs SET error = ? WHERE id = ?", error, marks, runId);
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

  /** Out of events that came, orders, failures, notices, samples and "only once" marks; answers how many records, and how many wait. */
  async records(workspaceId: string, marks: Marks): Promise<{ count: number; waiting: number }> {
    let [count, waiting] = [0, 0];
    for (const [table, column] of RECORDS)
      for await (const { rowid, body } of this.rows.inTable(table, column, workspaceId, marks)) {
        const sql = `UPDATE ${table} SET ${column} = ? WHERE rowid = ? ${SETTLED.get(table) ?? ""}`;
        if (await this.database.queue.write((db) => setJson(db, sql, body, marks, rowid))) count += 1;
        else waiting += 1;
      }
    for await (const { rowid } of this.rows.inTable("leeloo_deliveries", "dedupe_key", workspaceId, marks)) {
      const sql = "UPDATE leeloo_deliveries SET dedupe_key = NULL WHERE rowid = ? AND status <> 'pending'";
      await this.database.queue.write((db) => db.prepare(sql).run(rowid));
    }
    // Samples are no record of anything, and marks of "only once" are of nobody else: they go.
    const samples = await this.#drop("trigger_samples", "payload", workspaceId, marks);
    const claims = await this.#drop("once_claims", "key", workspaceId, marks);
    return { count: count + samples + claims, waiting };
  }

  async #drop(table: string, column: string, workspaceId: string, marks: Marks): Promise<number> {
    const rows: { rowid: number }[] = [];
    for await (const row of this.rows.inTable(table, column, workspaceId, marks)) rows.push(row);
    if (rows.length > 0)
      await this.database.queue.write((db) => {
        const remove = db.prepare(`DELETE FROM ${table} WHERE rowid = ?`);
        for (const { rowid } of rows) remove.run(rowid);
      });
    return rows.length;
  }
}

/** Under a new number: the index of the search takes it for a new row, and drops what it knew of the old one. */
function rewrite(db: Database, runId: string, { seq, body }: LogRow): void {
  db.prepare(
    `INSERT OR REPLACE INTO run_events (run_id, seq, last_seq, body, item, stays)
     SELECT run_id, seq, last_seq, ?, item, stays FROM run_events WHERE run_id = ? AND seq = ?`,
  ).run(body, runId, seq);
}

function setJson(db: Database, sql: string, json: string, marks: Marks, key: string | number): boolean {
  return db.prepare(sql).run(JSON.stringify(erased(json, marks)), key).changes > 0;
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
