import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenDatabase } from "../adapters/database/database.js";
import { unfinishedRuns, unfinishedSql } from "../health/unfinished-runs.js";
import { runListSql } from "./runs.reader.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-lists-"));
let database: OpenDatabase;
beforeAll(async () => (database = await openDatabase(join(folder, "a.db"))));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const wanted = { workspaceId: "w", workflowId: "f", status: "failed", cursor: "z", limit: 9, last: -1, most: 5 };
/** How SQLite finds the runs; joined tables and sorting would be further lines. */
const plan = (sql: string) =>
  (database.handle.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(wanted) as { detail: string }[])
    .map(({ detail }) => detail)
    .filter((detail) => !/^SEARCH [wd] USING .*\(id=\?\)/.test(detail));

test.each([
  [{}, "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id<?)"],
  [{ status: "needs_attention" }, "SEARCH r USING INDEX runs_workspace_status (workspace_id=? AND status=? AND id<?)"],
  [{ status: "succeeded" }, "SEARCH r USING INDEX runs_workspace (workspace_id=? AND id<?)"],
  [{ workflowId: "f" }, "SEARCH r USING INDEX runs_workflow (workflow_id=? AND id<?)"],
  [
    { workflowId: "f", status: "failed" },
    "SEARCH r USING INDEX runs_workflow_status (workflow_id=? AND status=? AND id<?)",
  ],
])("the list of runs filtered by %j goes by an index and sorts nothing", (filter, line) => {
  expect(plan(runListSql(filter))).toEqual([line]);
});

test("the count of unfinished runs reads its part of the index of those alone, and sorts nothing", () => {
  expect(plan(unfinishedSql).filter((line) => !/subquery/.test(line))).toEqual([
    "SEARCH runs USING COVERING INDEX runs_unfinished (status=? AND finished_at=? AND rowid>?)",
  ]);
});

test("unfinished runs are counted by status, in pieces between which others have their turn", async () => {
  const insert = database.handle.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, finished_at, handled_errors) VALUES (?, 'ws', 'wf', 'd', 'in', 0, ?, 1, 0, 1, 1, ?, 0)`,
  );
  database.handle.exec("BEGIN");
  for (let index = 0; index < 10_050; index++) insert.run(`w${index}`, "waiting", null);
  for (let index = 0; index < 1_000; index++) insert.run(`a${index}`, "needs_attention", null);
  for (let index = 0; index < 50; index++) insert.run(`e${index}`, "failed", 5);
  database.handle.exec("COMMIT");
  const count = unfinishedRuns(database.handle, 1_000);
  let turns = 0;
  let over = false;
  const others = () => {
    if (over) return;
    turns += 1;
    setImmediate(others);
  };
  others();
  const [counts, same] = await Promise.all([count(), count()]);
  over = true;
  expect(counts).toEqual(
    new Map([
      ["waiting", 10_050],
      ["needs_attention", 1_000],
    ]),
  );
  expect(same).toBe(counts);
  expect(turns).toBeGreaterThanOrEqual(10);
});
