import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenDatabase } from "../database/database.js";
import { openMigrated } from "../database/testing/migrated.js";
import { lineSql } from "./sqlite-lines.js";
import { startedBySql } from "../../runs/child-runs.js";
import { prepareRunStatements } from "./statements.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-plans-"));
let database: OpenDatabase;
beforeAll(async () => (database = await openMigrated(join(folder, "a.db"))));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** How SQLite finds rows, without what it says of constants and of reading what it has found. */
const plan = (sql: string): string[] => {
  const values = Array.from({ length: sql.split("?").length - 1 }, () => null);
  const names = Object.fromEntries([...sql.matchAll(/@(\w+)/g)].map(([, name = ""]) => [name, null]));
  const args = values.length > 0 ? values : [names];
  const rows = database.handle.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...args) as { detail: string }[];
  return rows.map(({ detail }) => detail).filter((detail) => !/^(CO-ROUTINE|SCAN \(subquery|SCALAR)/.test(detail));
};

test.each(Object.entries(lineSql))("the line's %s is found by an index, however many wait", (_, sql) => {
  for (const detail of plan(sql)) expect(detail).toMatch(/^SEARCH runs USING (COVERING )?INDEX/);
});

test.each([
  "claim",
  "renew",
  "update",
  "wake",
  "replace",
  "findHolder",
  "eventsAfter",
  "outsideRows",
  "itemRows",
] as const)("%s looks at no run, and no row, that it does not mean", (name) => {
  const { source } = prepareRunStatements(database.handle)[name];
  const found = plan(source).filter((detail) => detail !== "USE TEMP B-TREE FOR ORDER BY");
  expect(found.length).toBeGreaterThan(0);
  for (const detail of found) expect(detail).toMatch(/^SEARCH (runs|run_events) USING (COVERING )?INDEX/);
});

test.each(["dueAtOnce", "dueByNow"] as const)("%s reads as many runs as it answers, in the index's order", (name) => {
  const { source } = prepareRunStatements(database.handle)[name];
  expect(plan(source)).toEqual([expect.stringMatching(/^SEARCH runs USING INDEX runs_due/)]);
});

test("what is let go on is found among what was stopped of its workspace, a run of a step among those of just that step", () => {
  const { source } = prepareRunStatements(database.handle).unpark;
  expect(plan(source)).toContainEqual(expect.stringMatching(/^SEARCH one USING INDEX runs_parked \(workspace_id=\?\)/));
  expect(plan(startedBySql)).toEqual([
    expect.stringMatching(/INDEX runs_parent \(parent_run_id=\? AND dedupe_key=\?\)$/),
  ]);
});

test("a start frees what was held by the index of just that", () => {
  const { source } = prepareRunStatements(database.handle).voidLeases;
  expect(plan(source)).toEqual([expect.stringMatching(/^(SCAN|SEARCH) runs USING INDEX runs_held/)]);
});
