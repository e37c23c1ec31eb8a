import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import BetterSqlite3, { type Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { idAt, type RunFilter } from "../runs/run-filter.js";
import { nextRowsSql, RunIndexer } from "./run-indexer.js";
import { foundRowSql } from "../people/found-steps.js";
import { placeRowSql, Places } from "./places.js";
import { newestRowsSql, RunSearch } from "./run-search.js";
import { firstRowSql, rowsOfRunsSql } from "./rows-by-run.js";
import { connected, openSearchFile } from "./search-file.js";
import { SearchIndex, searchSql } from "./search-index.js";
import { wantedOf } from "./terms.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-search-"));
const file = join(folder, "search.db");
let database: OpenDatabase;
let index: SearchIndex;
let runs: Database;
let writer: Database;
let indexer: RunIndexer;
beforeAll(async () => {
  database = await openMigrated(join(folder, "leeway.db"));
  runs = new BetterSqlite3(join(folder, "leeway.db"), { readonly: true });
});
beforeEach(() => {
  database.handle.exec("DELETE FROM runs; DELETE FROM run_events");
  writer?.close();
  index?.close();
  index = new SearchIndex(database, folder);
  writer = connected(file);
  indexer = new RunIndexer(runs, writer);
});
afterAll(async () => {
  for (const one of [runs, writer]) one.close();
  index.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

let made = 0;
/** A run, each of whose rows is a list of events. */
function run(rows: readonly { item?: string; events: object[] }[], workspaceId = "ws", status = "succeeded"): string {
  const id = `${idAt(1_800_000_000_000 + made++)}-7000-8000-000000000000`;
  database.handle
    .prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
         created_at, finished_at, handled_errors) VALUES (?, ?, 'wf', 'd', 'in', 0, ?, 1, 0, 1, ?, 1, 0)`,
    )
    .run(id, workspaceId, status, made);
  const insert = database.handle.prepare(
    "INSERT INTO run_events (run_id, seq, last_seq, item, body) VALUES (?, ?, ?, ?, ?)",
  );
  let seq = 1;
  for (const { item, events } of rows) {
    insert.run(id, seq, seq + events.length - 1, item ?? null, JSON.stringify(events));
    seq += events.length;
  }
  return id;
}
const created = (payload: unknown) => ({ type: "run.created", at: 5, trigger: "in", payload });
const started = (key: string, input: unknown) => ({
  type: "step.started",
  at: 6,
  key,
  nodeId: key.split("[")[0],
  input,
});
const ordered = (payload: unknown, workspaceId?: string) => run([{ events: [created(payload)] }], workspaceId);

/** So many at once: one commit is enough. */
const many = (count: number, payload: (index: number) => unknown): string[] =>
  database.handle.transaction(() => Array.from({ length: count }, (_, index) => ordered(payload(index))))();
const indexAll = () => {
  while (indexer.next(50) > 0);
};
async function find(q: string, filter: RunFilter = {}, workspaceId = "ws", limit = 2) {
  const search = new RunSearch(database, index);
  const found: string[] = [];
  for (let cursor: string | undefined = "\uffff"; cursor !== undefined;) {
    const page = await search.find(workspaceId, wantedOf(q), filter, { limit, cursor });
    found.push(...page.ids);
    cursor = page.nextCursor;
  }
  return found;
}
const indexed = () => writer.prepare("SELECT count(*) FROM row_terms_docsize").pluck().get();

test("runs are found by a value of theirs, each once, newest first, and no others'", async () => {
  const first = ordered({ body: { phone: "050 123 45 67", name: "Олена Коваль" } });
  const second = run([
    { events: [created({ body: { order: "ORD-17" } })] },
    { events: [started("send", { account_id: "5e1f119d6c384804b31e945e", text: "Олена, дякуємо" })] },
    {
      events: [
        { type: "step.succeeded", at: 7, key: "send", nodeId: "send", output: { data: { phone: "380501234567" } } },
      ],
    },
  ]);
  const third = ordered({ body: { phone: "+380501234567", name: "Олена Петренко" } });
  const foreign = ordered({ body: { phone: "+380501234567" } }, "others");
  for (const step of ["before", "after"]) {
    if (step === "after") indexAll();
    expect([step, await find("+38 050 1234567")]).toEqual([step, [third, second, first]]);
    expect(await find("4567")).toEqual([third, second, first]);
    expect(await find("коваль олена")).toEqual([first]);
    expect(await find("ord-17")).toEqual([second]);
    expect(await find("5e1f119d6c384804")).toEqual([second]);
    expect(await find("4567", {}, "others")).toEqual([foreign]);
    expect(await find("4567", {}, "nobody")).toEqual([]);
    expect(await find("4567", { status: ["failed", "waiting"] })).toEqual([]);
    expect(await find("4567", { status: ["failed", "succeeded"], workflowId: "wf" })).toEqual([third, second, first]);
    expect(await find("4567", { trigger: "other" })).toEqual([]);
  }
});

test("what was found is shown with its step, its place in the data and the text itself", () => {
  run([
    {
      events: [
        created({ body: { person: { phone: "+38 (050) 123-45-67" }, note: "x".repeat(100) + " Call Olena now" } }),
      ],
    },
    { item: "000012", events: [started("send[12]", { to: "380501234567" })] },
  ]);
  const rows = database.handle.prepare("SELECT rowid FROM run_events ORDER BY rowid DESC").pluck().all() as number[];
  expect(new Places(database.handle, wantedOf("0501234567")).in(rows)).toMatchObject([
    { key: "send[12]", nodeId: "send", part: "input", path: "to", text: "380501234567", from: 2, to: 12 },
    {
      key: "in",
      nodeId: "in",
      part: "payload",
      path: "body.person.phone",
      text: "+38 (050) 123-45-67",
      from: 5,
      to: 19,
    },
  ]);
  const markedFor = (q: string) =>
    new Places(database.handle, wantedOf(q)).in(rows).map(({ text, from, to }) => text.slice(from, to));
  expect(markedFor("olena")).toEqual(["Olena"]);
  expect(markedFor("4567")).toEqual(["4567", "45-67"]);
});

test("each of 20,000 people of a loop is found with the item that was sent to them", async () => {
  const people = Array.from({ length: 20_000 }, (_, index) => ({ phone: `38067${String(1_000_000 + index * 7)}` }));
  const items = people.slice(0, 300).map(({ phone }, index) => ({
    item: String(index).padStart(6, "0"),
    events: [started(`send[${index}]`, { to: phone })],
  }));
  const id = database.handle.transaction(() => run([{ events: [created({ people })] }, ...items]))();
  indexAll();
  expect(await find(people[19_999]?.phone ?? "")).toEqual([id]);
  const search = new RunSearch(database, index);
  const wanted = wantedOf(people[250]?.phone ?? "");
  const { rows } = await search.find("ws", wanted, {}, { limit: 5 });
  expect(new Places(database.handle, wanted).in(rows.get(id) ?? []).map(({ key }) => key)).toEqual(["send[250]", "in"]);
});

test("what is censored is not found, nor what nobody types: moments and long texts", async () => {
  ordered({ header: "Bearer ••••••token", at: "2026-11-21T10:00:00.000Z", file: "QUJD".repeat(2_000), ok: "paid" });
  indexAll();
  for (const q of ["bearer", "token", "2026", "QUJDQUJD"]) expect([q, await find(q)]).toEqual([q, []]);
  expect(await find("paid")).toHaveLength(1);
});

test("a word that is everywhere is found page by page, each run once, without reading all of them for a page", async () => {
  const old = run([{ events: [created({ n: "everywhere" })] }], "ws", "waiting");
  const ids = many(6_000, () => ({ n: "everywhere" }));
  // An old run that came across it again just now stands where it began.
  const insert = database.handle.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, 9, 9, ?)");
  insert.run(old, JSON.stringify([started("send", { n: "everywhere" })]));
  indexAll();
  let asked = 0;
  const watched = Object.assign(Object.create(index) as SearchIndex, {
    rows: (...args: Parameters<SearchIndex["rows"]>) => {
      asked += args[3];
      return index.rows(...args);
    },
    progress: () => index.progress(),
  });
  const search = new RunSearch(database, watched);
  const first = await search.find("ws", wantedOf("everywhere"), {}, { limit: 100 });
  expect([first.ids, first.cut]).toEqual([ids.slice(-100).toReversed(), false]);
  expect(asked).toBeLessThanOrEqual(7_000);
  expect(await find("everywhere", {}, "ws", 700)).toEqual([...ids.toReversed(), old]);
});

describe("the index", () => {
  test("says how far it has come, and what came later is found as long as it is little", async () => {
    ordered({ n: "first" });
    indexAll();
    many(500, () => ({ n: "later" }));
    const search = new RunSearch(database, index);
    const ask = () => search.find("ws", wantedOf("later"), {}, { limit: 1_000 });
    expect(await ask()).toMatchObject({ upTo: null, cut: false });
    expect((await ask()).ids).toHaveLength(500);
    ordered({ n: "later" });
    const late = await ask();
    expect([late.upTo, late.ids.length]).toEqual([5, 500]);
    indexAll();
    expect([(await ask()).upTo, (await ask()).ids.length]).toEqual([null, 501]);
  });

  test("goes on where it stopped: a row and the cursor behind it are one commit", async () => {
    const ids = many(30, (count) => ({ n: `order${10 + count}` }));
    indexer.next(10);
    // Dies while it writes the next ones: nothing of that is kept.
    writer.function("die", () => {
      throw new Error("killed");
    });
    writer.exec("CREATE TEMP TRIGGER dies BEFORE UPDATE ON main.progress BEGIN SELECT die(); END");
    expect(() => indexer.next(10)).toThrow("killed");
    writer.close();
    writer = connected(file);
    expect([indexed(), index.progress().cursor]).toEqual([10, expect.any(Number)]);
    indexer = new RunIndexer(runs, writer);
    indexAll();
    expect(indexed()).toBe(30);
    for (const [count, id] of ids.entries()) expect(await find(`order${10 + count}`)).toEqual([id]);
  });

  test("loses what was deleted, in pieces, and keeps the rest", async () => {
    const ids = many(2_500, (count) => ({ n: count % 2 === 0 ? "even" : "odd" }));
    indexAll();
    database.handle.exec("BEGIN");
    for (const id of ids.filter((_, count) => count % 2 === 0)) {
      database.handle.prepare("DELETE FROM run_events WHERE run_id = ?").run(id);
      database.handle.prepare("DELETE FROM runs WHERE id = ?").run(id);
    }
    database.handle.exec("COMMIT");
    expect(await find("even")).toEqual([]);
    let pieces = 0;
    for (let at: number | undefined = 0; at !== undefined; pieces++) at = indexer.sweep(at);
    expect([indexed(), pieces]).toEqual([1_250, 4]);
    expect(await find("odd", {}, "ws", 500)).toHaveLength(1_250);
    expect(index.rows("ws", wantedOf("even"), Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
  });

  test.each([
    ["another version", (db: Database) => db.exec("UPDATE progress SET version = 0")],
    ["another database", (db: Database) => db.exec("UPDATE progress SET source = source + 1")],
    ["a database with fewer rows", (db: Database) => db.exec("UPDATE progress SET cursor = 1000000000")],
    ["other rows under the same numbers", (db: Database) => db.exec("UPDATE progress SET run_id = 'run_other'")],
    ["rubbish", (db: Database) => db.close() && writeFileSync(file, "no database at all")],
  ])("of %s is made anew by itself", async (_, spoil) => {
    const id = ordered({ n: "again" });
    indexAll();
    expect(index.progress().cursor).toBeGreaterThan(0);
    index.close();
    spoil(writer);
    writer.close();
    index = new SearchIndex(database, folder);
    expect(index.progress()).toEqual({ cursor: 0, at: null });
    writer = connected(file);
    indexer = new RunIndexer(runs, writer);
    indexAll();
    expect(await find("again")).toEqual([id]);
  });

  test("of this version and database is kept", () => {
    ordered({ n: "kept" });
    indexAll();
    const { cursor } = index.progress();
    const again = openSearchFile(file, database.handle);
    expect(again.prepare("SELECT cursor FROM progress").pluck().get()).toBe(cursor);
    again.close();
  });
});

test("no question to the index, nor to the runs that it has found, looks at all of them", () => {
  const plan = (db: Database, sql: string, values: unknown[]) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail);
  expect(plan(writer, searchSql.rows, ["x", 1, 1])).toEqual([
    expect.stringMatching(/^SCAN row_terms VIRTUAL TABLE INDEX \d+:.*M/),
  ]);
  expect(plan(writer, searchSql.workspace, ["x"])).toEqual([
    expect.stringMatching(/^SEARCH workspaces USING COVERING INDEX/),
  ]);
  expect(plan(runs, nextRowsSql, [1, 1])).toEqual([
    "SEARCH e USING INTEGER PRIMARY KEY (rowid>?)",
    expect.stringMatching(/^SEARCH r USING INDEX sqlite_autoindex_runs_1 \(id=\?\)/),
  ]);
  expect(plan(runs, newestRowsSql, [1, 1])).toEqual(["SEARCH run_events USING INTEGER PRIMARY KEY (rowid>?)"]);
  expect(plan(runs, placeRowSql, [1, 1])).toEqual(["SEARCH run_events USING INTEGER PRIMARY KEY (rowid=?)"]);
  expect(plan(runs, foundRowSql, [1, 1, "w"])).toEqual([
    "SEARCH e USING INTEGER PRIMARY KEY (rowid=?)",
    "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id=?)",
  ]);
  expect(plan(runs, firstRowSql, ["r"])).toEqual([
    expect.stringMatching(/^SEARCH run_events USING (COVERING )?INDEX sqlite_autoindex_run_events_1 /),
  ]);
  const filter = {
    workflowId: "f",
    status: ["failed" as const],
    trigger: "trigger.webhook",
    from: "2026-11-21T00:00:00Z",
  };
  const values = { rows: "[]", statuses: "[]", trigger: "t", workspaceId: "w", workflowId: "f", from: "f" };
  const lines = plan(runs, rowsOfRunsSql(filter), [values]);
  expect(lines).toContain("SEARCH e USING INTEGER PRIMARY KEY (rowid=?)");
  expect(lines.filter((line) => /^SCAN (?!j |json_each )/.test(line))).toEqual([]);
});
