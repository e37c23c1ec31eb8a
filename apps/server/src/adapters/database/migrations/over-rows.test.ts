import { isDeepStrictEqual } from "node:util";
import BetterSqlite3 from "better-sqlite3";
import { DataSource, type QueryRunner } from "typeorm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrations } from "./all.js";
import { LivesOfKeys1763700000048 } from "./0048-lives-of-keys.js";
import { Doubts1763700000054 } from "./0054-doubts.js";

/** A database that is brought up to date step by step, as one that has been in use is over the years. */
let dataSource: DataSource;
let db: BetterSqlite3.Database;
let runner: QueryRunner;
beforeEach(async () => {
  dataSource = new DataSource({ type: "better-sqlite3", database: ":memory:", driver: BetterSqlite3 });
  await dataSource.initialize();
  db = (dataSource.driver as unknown as { databaseConnection: BetterSqlite3.Database }).databaseConnection;
  runner = dataSource.createQueryRunner();
});
afterEach(() => dataSource.destroy());

async function migrate(some: readonly (typeof migrations)[number][]): Promise<void> {
  for (const Migration of some) {
    await runner.startTransaction();
    await new Migration().up(runner);
    await runner.commitTransaction();
  }
}

interface Column {
  name: string;
  type: string;
}
type Row = Record<string, unknown>;
const valueOf = (name: string) => (row: Row) => row[name];
const tables = () =>
  db
    .prepare<[], string>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .pluck()
    .all();

/** A value that says where it stands, in a column of this type; of two rows each has its own. */
function valueIn(table: string, { name, type }: Column, nth: number): string | number | Buffer {
  if (/int|bool/i.test(type)) return 1_000 + nth;
  if (/blob/i.test(type)) return Buffer.from(`${table}.${name} ${nth}`);
  return type.toLowerCase() === "text" ? JSON.stringify({ at: `${table}.${name} ${nth}` }) : `${table}.${name} ${nth}`;
}

function insertTwo(table: string): Row[] {
  const columns = db.prepare<[string], Column>("SELECT name, type FROM pragma_table_info(?)").all(table);
  const names = columns.map(({ name }) => `"${name}"`);
  const insert = db.prepare(`INSERT INTO "${table}" (${names.join()}) VALUES (${names.map(() => "?").join()})`);
  return [1, 2].map((nth) => {
    const row = columns.map((column) => [column.name, valueIn(table, column, nth)] as const);
    insert.run(...row.map(([, value]) => value));
    return Object.fromEntries(row);
  });
}

/** Ends that are no longer written down (0042), and entries of lists, of which a fingerprint is kept (0041). */
const changedOnPurpose = ["sessions.expires_at", "claimed_entries.entry", "poll_entries.entry_key"];

test("whatever stands in a table when a newer Leeway is started stands there afterwards, since each migration", async () => {
  const put = new Map<string, Row[]>();
  for (const migration of migrations) {
    await migrate([migration]);
    for (const table of tables()) if (!put.has(table)) put.set(table, insertTwo(table));
  }
  expect([...put.keys()].toSorted()).toEqual(tables());
  expect(put.size).toBeGreaterThan(40);
  const lost = [...put].flatMap(([table, rows]) => {
    const there = db.prepare<[], Row>(`SELECT * FROM "${table}"`).all();
    const columns = Object.keys(rows[0] ?? {});
    return columns
      .filter((name) => !isDeepStrictEqual(there.map(valueOf(name)), rows.map(valueOf(name))))
      .map((name) => `${table}.${name}`);
  });
  expect(lost).toEqual(changedOnPurpose);
});

test("a key that was renewed before keeps the life that its successor tells, as long as that is there", async () => {
  const at = migrations.indexOf(LivesOfKeys1763700000048);
  await migrate(migrations.slice(0, at));
  const insert = db.prepare(
    `INSERT INTO api_keys (id, workspace_id, name, prefix, hash, role, created_at, expires_at, renewed_as)
     VALUES (?, 'ws_1', '', '', ?, 'admin', ?, ?, ?)`,
  );
  const keys: [id: string, createdAt: number, expiresAt: number | null, renewedAs: string | null][] = [
    ["for good", 10, null, null],
    ["for a while", 10, 100, null],
    ["renewed", 10, 30, "successor"],
    ["successor", 20, 110, null],
    ["renewed for good", 10, 30, "for good"],
    ["of a deleted one", 10, 30, "gone"],
  ];
  for (const [id, ...times] of keys) insert.run(id, id, ...times);
  await migrate(migrations.slice(at));
  const lives = db.prepare("SELECT id, life_ms FROM api_keys").raw().all();
  expect(Object.fromEntries(lives as [string, number | null][])).toEqual({
    "for good": null,
    "for a while": 90,
    renewed: 90,
    successor: 90,
    "renewed for good": null,
    "of a deleted one": 20,
  });
});

test("steps of which nobody knew the outcome are found in runs that wait for it and in those that were cancelled so", async () => {
  const at = migrations.indexOf(Doubts1763700000054);
  await migrate(migrations.slice(0, at));
  const run =
    db.prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims,
    last_seq, created_at, handled_errors, parent_run_id, dedupe_key) VALUES (?, 'ws', 'wf', 'd', 'in', 0, ?, 1, 0, 1, 0, 0, ?, ?)`);
  const log = db.prepare(
    "INSERT INTO run_events (run_id, seq, last_seq, item, stays, body) VALUES (?, ?, ?, NULL, 1, json(?))",
  );
  const put = (id: string, status: string, types: string[], parent?: string) => {
    run.run(id, status, parent ?? null, parent === undefined ? null : `step:${parent}:calls[2]`);
    types.forEach((type, index) =>
      log.run(id, index + 1, index + 1, JSON.stringify([{ type, key: "send" }, { type: "run.cancelRequested" }])),
    );
  };
  put("top", "cancelled", ["step.cancelled"]);
  put("left", "cancelled", ["step.started", "step.unknown", "step.checked"], "top");
  put("settled", "cancelled", ["step.started", "step.unknown", "step.resolved"]);
  put("once more", "cancelled", ["step.unknown", "step.resolved", "step.started", "step.unknown"]);
  put("waits", "needs_attention", ["step.unknown"]);
  const entry = db.prepare(`INSERT INTO attention (run_id, step_key, workspace_id, workflow_id, kind, place, entry)
    VALUES ('waits', 'send', 'ws', 'wf', ?, 'p', '{}')`);
  entry.run("unknown");
  await migrate(migrations.slice(at));
  expect(
    db.prepare("SELECT above, step, run_id, step_key, workspace_id FROM doubts ORDER BY above").raw().all(),
  ).toEqual([
    ["left", "send", "left", "send", "ws"],
    ["once more", "send", "once more", "send", "ws"],
    ["top", "calls[2]", "left", "send", "ws"],
    ["waits", "send", "waits", "send", "ws"],
  ]);
});
