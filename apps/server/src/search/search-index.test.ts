import type { Database } from "better-sqlite3";
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { foundRowSql } from "../people/found-steps.js";
import { placeRowSql } from "./places.js";
import { firstRowSql, rowsOfRunsSql } from "./rows-by-run.js";
import { nextRowsSql, RunIndexer } from "./run-indexer.js";
import { newestRowsSql, RunSearch } from "./run-search.js";
import { connected, openSearchFile } from "./search-file.js";
import { SearchIndex, searchSql } from "./search-index.js";
import { wantedOf } from "./terms.js";
import {
  database,
  file,
  find,
  folder,
  indexAll,
  indexed,
  many,
  opened,
  ordered,
  runs,
  searching,
} from "./testing/searching.js";

searching();

describe("the index", () => {
  test("says how far it has come, and what came later is found as long as it is little", async () => {
    ordered({ n: "first" });
    indexAll();
    many(500, () => ({ n: "later" }));
    const search = new RunSearch(database, opened.index);
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
    opened.indexer.next(10);
    // Dies while it writes the next ones: nothing of that is kept.
    opened.writer.function("die", () => {
      throw new Error("killed");
    });
    opened.writer.exec("CREATE TEMP TRIGGER dies BEFORE UPDATE ON main.progress BEGIN SELECT die(); END");
    expect(() => opened.indexer.next(10)).toThrow("killed");
    opened.writer.close();
    opened.writer = connected(file);
    expect([indexed(), opened.index.progress().cursor]).toEqual([10, expect.any(Number)]);
    opened.indexer = new RunIndexer(runs, opened.writer);
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
    for (let at: number | undefined = 0; at !== undefined; pieces++) at = opened.indexer.sweep(at);
    expect([indexed(), pieces]).toEqual([1_250, 4]);
    expect(await find("odd", {}, "ws", 500)).toHaveLength(1_250);
    expect(opened.index.rows("ws", wantedOf("even"), Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
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
    expect(opened.index.progress().cursor).toBeGreaterThan(0);
    opened.index.close();
    spoil(opened.writer);
    opened.writer.close();
    opened.index = new SearchIndex(database, folder);
    expect(opened.index.progress()).toEqual({ cursor: 0, at: null });
    opened.writer = connected(file);
    opened.indexer = new RunIndexer(runs, opened.writer);
    indexAll();
    expect(await find("again")).toEqual([id]);
  });

  test("of this version and database is kept", () => {
    ordered({ n: "kept" });
    indexAll();
    const { cursor } = opened.index.progress();
    const again = openSearchFile(file, database.handle);
    expect(again.prepare("SELECT cursor FROM progress").pluck().get()).toBe(cursor);
    again.close();
  });
});

test("no question to the index, nor to the runs that it has found, looks at all of them", () => {
  const plan = (db: Database, sql: string, values: unknown[]) =>
    (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail);
  expect(plan(opened.writer, searchSql.rows, ["x", 1, 1])).toEqual([
    expect.stringMatching(/^SCAN row_terms VIRTUAL TABLE INDEX \d+:.*M/),
  ]);
  expect(plan(opened.writer, searchSql.workspace, ["x"])).toEqual([
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
