import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenDatabase } from "../adapters/database/database.js";
import { unfinishedSql } from "../health/metrics.js";
import { runListSql } from "./runs.reader.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-lists-"));
let database: OpenDatabase;
beforeAll(async () => (database = await openDatabase(join(folder, "a.db"))));
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const wanted = { workspaceId: "w", workflowId: "f", status: "failed", cursor: "z", limit: 9 };
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

test("the count of unfinished runs reads the index of those alone", () => {
  expect(plan(unfinishedSql)).toEqual(["SCAN runs USING COVERING INDEX runs_unfinished"]);
});
