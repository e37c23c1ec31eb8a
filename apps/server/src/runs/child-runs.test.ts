import { emptyRunState, fold, LocalRunFeed, LocalWakeups, workflowDocumentSchema } from "@leeway/engine";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { SqliteChildRuns } from "./child-runs.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-children-"));
const document = workflowDocumentSchema.parse({
  schemaVersion: 1,
  name: "Called",
  nodes: [{ id: "in", type: "trigger.workflow", params: {} }],
});
let database: OpenDatabase;
let store: SqliteRunStore;
beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
  const { handle } = database;
  handle
    .prepare(
      "INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at) VALUES ('d', 'called', 1, 1, ?, 0)",
    )
    .run(JSON.stringify(document));
  handle
    .prepare(
      `INSERT INTO workflows (id, workspace_id, name, revision, document, created_at, updated_at, published_version,
         published_document_id) VALUES ('called', 'ws', 'Called', 1, ?, 0, 0, 1, 'd')`,
    )
    .run(JSON.stringify(document));
  store = new SqliteRunStore(handle, database.queue, { now: () => 1_000, monotonic: () => 0, after: () => () => {} });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => database.handle.exec("DELETE FROM runs; DELETE FROM run_events"));

/** The server over the same database: what it did before its death, the next one has to find. */
const server = () => {
  const children = new SqliteChildRuns({
    handle: database.handle,
    store,
    feed: new LocalRunFeed(),
    wakeups: new LocalWakeups(),
  });
  const start = async (key: string, round?: string, runId = "run_above") => {
    const parent = { runId, key, depth: 1, workflows: ["above"], ...(round !== undefined && { round }) };
    const call = { workspaceId: "ws", workflowId: "called", rehearsal: false, waits: true, input: {}, parent };
    const started = await children.start(call);
    if ("error" in started) throw new Error(started.error.code);
    return started.runId;
  };
  return { children, start };
};
const count = () => database.handle.prepare("SELECT count(*) FROM runs").pluck().get();

test("a step that its server's death kept from telling which run it has started finds that run", async () => {
  const first = await server().start("call");
  const again = server();
  expect(await again.start("call")).toBe(first);
  expect(await Promise.all([1, 2, 3].map(() => again.start("call")))).toEqual([first, first, first]);
  expect(count()).toBe(1);
  expect(await again.children.find({ runId: "run_above", key: "call" })).toBe(first);
});

test("other steps, items, rounds and runs start runs of their own, each found by its own name", async () => {
  const { children, start } = server();
  const calls = [
    ["run_above", "call", undefined],
    ["run_above", "call[0]", undefined],
    ["run_above", "call[0]", "1"],
    ["run_above", "call[0]", "2"],
    ["run_above", "call[1]", undefined],
    ["run_other", "call", undefined],
  ] as const;
  const started = new Set<string>();
  for (const [runId, key, round] of calls) {
    const one = await start(key, round, runId);
    started.add(one);
    expect(await children.find({ runId, key, ...(round !== undefined && { round }) })).toBe(one);
    expect(await start(key, round, runId)).toBe(one);
  }
  expect([started.size, count()]).toEqual([calls.length, calls.length]);
});

test("what is called off is told once, and has come to nothing before its end", async () => {
  const { children, start } = server();
  const runId = await start("call");
  expect(await children.outcome(runId)).toBeUndefined();
  for (let asked = 0; asked < 2; asked++) await children.cancel(runId);
  const record = await store.load(runId);
  expect(record?.events.map(({ type }) => type)).toEqual(["run.created", "run.cancelRequested"]);
  expect(fold(emptyRunState, record?.events ?? []).cancelRequested).toBe(true);
});
