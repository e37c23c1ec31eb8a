import { afterAll, beforeAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createdSummary, type Birth, type NewRun, type RunSummary } from "@leeway/engine";
import type { OpenDatabase } from "../database/database.js";
import { openMigrated } from "../database/testing/migrated.js";
import { insertEvents, insertRun } from "./inserts.js";
import { rowOf } from "./new-run-row.js";
import { prepareRunStatements, type RunStatements } from "./statements.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-runs-"));
let database: OpenDatabase;
let sql: RunStatements;
beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
  sql = prepareRunStatements(database.handle);
  // As within a write of the queue.
  database.handle.exec("BEGIN");
});
afterAll(async () => {
  database.handle.exec("ROLLBACK");
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const ids = { id: "r", workspaceId: "ws", workflowId: "wf", documentId: "doc" };
const run: NewRun = { ...ids, version: 3, trigger: "in", payload: null, rehearsal: false, at: 5 };
const ended: RunSummary = { ...createdSummary, status: "succeeded", dueAt: null, startedAt: 6, finishedAt: 7 };
const birth = (summary: Partial<RunSummary> = {}): Birth => ({
  worker: "w",
  leaseMs: 1_000,
  events: [{ type: "run.finished", at: 7, status: "succeeded", handledErrors: 0 }],
  summary: { ...ended, ...summary },
  release: true,
});

/** What is stored of a run when all its columns are bound, or as it is stored. */
function storedBy(insert: () => unknown): unknown {
  insert();
  const row = database.handle.prepare("SELECT * FROM runs").get();
  database.handle.exec("DELETE FROM runs");
  return row;
}

const parent = { runId: "above", nodeId: "call", key: "call" } as unknown as NonNullable<NewRun["parent"]>;
const admission = { key: "k", limit: 2 } as unknown as NonNullable<NewRun["admission"]>;
test.each<[string, unknown[], boolean]>([
  ["that succeeded", rowOf(run, birth(), 7, 10), true],
  ["of a draft", rowOf({ ...run, version: "draft" }, birth(), 7, 10), true],
  ["that tries out", rowOf({ ...run, rehearsal: true }, birth(), 7, 10), false],
  ["that replays", rowOf({ ...run, replayOf: "r0" }, birth(), 7, 10), false],
  ["with a key", rowOf({ ...run, dedupeKey: "k" }, birth(), 7, 10), false],
  ["that another has started", rowOf({ ...run, parent }, birth(), 7, 10), false],
  ["of a line", rowOf({ ...run, admission }, birth(), 7, 10, { line: "l", place: "going" }), false],
  ["that failed", rowOf(run, birth({ status: "failed", error: { code: "c" } as never }), 7, 10), false],
  ["with an error that was handled", rowOf(run, birth({ handledErrors: 1 }), 7, 10), false],
  ["that waits", rowOf(run, birth({ status: "waiting", finishedAt: null, dueAt: 99 }), 7, 10), false],
  ["that its maker holds", rowOf(run, { ...birth({ finishedAt: null }), release: false }, 7, 10), false],
  ["that nobody has begun", rowOf(run, undefined, 1, 10), false],
])("a run %s is stored as when all its columns are bound", (_what, row, usual) => {
  let whole = 0;
  const counted = { ...sql, insertRun: { run: (...all: unknown[]) => (whole++, sql.insertRun.run(...all)) } as never };
  expect(storedBy(() => insertRun(counted, row))).toEqual(storedBy(() => sql.insertRun.run(...row)));
  expect(whole).toBe(usual ? 0 : 1);
});

test("a second run of an event is none", () => {
  const row = rowOf({ ...run, dedupeKey: "k" }, birth(), 7, 10);
  expect(insertRun(sql, row).changes).toBe(1);
  expect(insertRun(sql, ["r2", ...row.slice(1)]).changes).toBe(0);
  database.handle.exec("DELETE FROM runs");
});

test("rows of a log keep their item and whether they stay, or have none", () => {
  insertEvents(sql, "r", [
    [1, 2, null, null, '["Оксана"]'],
    [3, 3, "loop.0", null, "[]"],
    [4, 4, "loop.0", 1, "[]"],
    [5, 5, null, 1, "[]"],
  ]);
  const rows = database.handle.prepare("SELECT seq, last_seq, item, stays, body FROM run_events ORDER BY seq").raw();
  expect(rows.all()).toEqual([
    [1, 2, null, null, '["Оксана"]'],
    [3, 3, "loop.0", null, "[]"],
    [4, 4, "loop.0", 1, "[]"],
    [5, 5, null, 1, "[]"],
  ]);
});
