import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { eventually } from "../testing/eventually.js";
import { replayOnce } from "./replay-key.js";
import { newRunId } from "./run-id.js";
import { RunJobs } from "./run-jobs.service.js";
import type { RunsService } from "./runs.service.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-jobs-"));
let database: OpenDatabase;
beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

test("where one of many runs finds no room on the disk, the others are not sent again for it, though they are unclear anew", async () => {
  const insert = database.handle
    .prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status,
      fence, claims, last_seq, created_at, handled_errors) VALUES (?, 'w', 'f', 'd', 'in', 0, 'needs_attention', 1, 0, 1, 0, 0)`);
  const runs = Array.from({ length: 4 }, newRunId);
  const [first, second, crowded, last] = runs;
  for (const id of runs) insert.run(id);
  const sent: string[] = [];
  const resolveAll = (_workspaceId: string, id: string) => {
    sent.push(id);
    const full = id === crowded && sent.filter((one) => one === id).length === 1;
    return full ? Promise.reject(new DiskFullError()) : Promise.resolve();
  };
  const jobs = new RunJobs(database, { resolveAll } as unknown as RunsService, {} as never);
  jobs.start();
  const wish = { action: "resolve", filter: { ids: runs }, as: "retry" } as const;
  const { jobId = "" } = await jobs.begin("w", wish, { dryRun: false, by: null });
  await eventually("the end of it", () => Promise.resolve(jobs.get("w", jobId).finishedAt));
  await jobs.stop();
  expect(sent.toSorted()).toEqual([first, second, crowded, crowded, last]);
  expect(jobs.get("w", jobId)).toMatchObject({ count: 4, done: 4, refused: 0 });
});

test("runs that were done again before a crash are not done again after it, and count", async () => {
  const insert = database.handle
    .prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal,
    status, fence, claims, last_seq, created_at, handled_errors, replay_of, dedupe_key)
    VALUES (?, 'w', 'crash', 'd', 'in', 0, ?, 1, 0, 1, 0, 0, ?, ?)`);
  const runs = Array.from({ length: 5 }, newRunId);
  for (const id of runs) insert.run(id, "failed", null, null);
  // Somebody else has done this one again meanwhile.
  const [, , , , elsewhere = ""] = runs;
  const made = new Map<string, string>();
  const replays = (most: number) => ({
    replay: (_workspaceId: string, id: string, { requestKey = "" }) => {
      if (!made.has(id) && made.size === most) return new Promise<never>(() => {});
      const runId = made.get(id) ?? newRunId();
      if (!made.has(id)) insert.run(runId, "queued", id, replayOnce(id, requestKey));
      made.set(id, runId);
      return Promise.resolve({ runId });
    },
  });
  const dies = new RunJobs(database, {} as never, replays(2) as never);
  dies.start();
  const wish = { action: "replay", filter: { workflowId: "crash" } } as const;
  void dies.begin("w", wish, { dryRun: false, requestKey: "once", by: null }).catch(() => undefined);
  await eventually("the first of them", () => Promise.resolve(made.size === 2));
  insert.run(newRunId(), "queued", elsewhere, null);
  const jobs = new RunJobs(database, {} as never, replays(5) as never);
  const { jobId = "" } = await jobs.begin("w", wish, { dryRun: false, requestKey: "once", by: null });
  jobs.start();
  await eventually("the end of it", () => Promise.resolve(jobs.get("w", jobId).finishedAt));
  await jobs.stop();
  expect([...made.keys()].toSorted()).toEqual(runs.slice(0, 4).toSorted());
  expect(jobs.get("w", jobId)).toMatchObject({ count: 5, done: 4, refused: 0 });
});

test("however many are meant are counted, those that a caller would start once more apart, and others get their turn in between", async () => {
  const insert = database.handle
    .prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims,
    last_seq, created_at, finished_at, handled_errors, parent_run_id, dedupe_key)
    VALUES (?, 'many', ?, 'd', 'in', 0, 'failed', 1, 0, 1, 0, 1, 0, ?, ?)`);
  for (let index = 0; index < 450; index++) insert.run(newRunId(), "counted", null, null);
  const caller = newRunId();
  insert.run(caller, "counted", null, null);
  for (let index = 0; index < 30; index++) insert.run(newRunId(), "called", caller, `step:${caller}:calls[${index}]`);
  const jobs = new RunJobs(database, {} as never, {} as never);
  let turns = 0;
  let over = false;
  const turn = () => void setImmediate(() => (over ? undefined : ((turns += 1), turn())));
  turn();
  const wish = { action: "replay", filter: {}, version: undefined } as const;
  expect(await jobs.begin("many", wish, { dryRun: true, by: null })).toEqual({ count: 451, left: 30 });
  over = true;
  expect(turns).toBeGreaterThan(1);
});

/** Rows of a workspace's runs, failed where nothing else is said. */
const inserter = (workspaceId: string) => {
  const statement = database.handle
    .prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims,
    last_seq, created_at, finished_at, handled_errors, parent_run_id, dedupe_key, replay_of)
    VALUES (?, ?, ?, 'd', 'in', 0, ?, 1, 0, 1, 0, 1, 0, ?, ?, ?)`);
  return (workflowId: string, { status = "failed", parent = "", step = "calls", replayOf = "" } = {}) => {
    const id = newRunId();
    const called = parent === "" ? [null, null] : [parent, `step:${parent}:${step}`];
    statement.run(id, workspaceId, workflowId, status, ...called, replayOf === "" ? null : replayOf);
    return id;
  };
};

test.each([
  ["calls", "calls"],
  ["calls[3]:1", "calls[3]"],
  ["calls[0][1]", "calls[0][1]:0.1"],
  ["calls[0][1]:0.12", "calls[0][1]"],
])("what was called as %s is done again by what its caller's repetition calls as %s", async (step, again) => {
  const insert = inserter(`rounds ${step}`);
  const caller = insert("parent");
  const called = insert("child", { parent: caller, step });
  const other = insert("child", { parent: caller, step: "calls2[3]" });
  const repetition = insert("parent", { status: "succeeded", replayOf: caller });
  insert("child", { status: "succeeded", parent: repetition, step: again });
  const jobs = new RunJobs(database, {} as never, {} as never);
  const count = (ids: string[]) =>
    jobs.begin(`rounds ${step}`, { action: "replay", filter: { ids }, version: undefined }, { dryRun: true, by: null });
  expect(await count([caller, called])).toEqual({ count: 0 });
  expect(await count([other])).toEqual({ count: 1 });
});

test("a job looks through those that are not meant in small pieces, and begins with the ones behind them", async () => {
  const insert = inserter("scan");
  const first = Array.from({ length: 60 }, () => insert("other"));
  const caller = insert("parent");
  for (let index = 0; index < 2_000; index++) insert("child", { parent: caller, step: `calls[${index}]` });
  const repetition = insert("parent", { status: "succeeded", replayOf: caller });
  for (let index = 0; index < 2_000; index++)
    insert("child", { status: "succeeded", parent: repetition, step: `calls[${index}]` });
  const last = insert("other");
  const done: string[] = [];
  const replay = (_workspaceId: string, id: string) => {
    done.push(id);
    return Promise.resolve({ runId: newRunId() });
  };
  const looked: number[] = [];
  const { handle } = database;
  const watched = new Proxy(handle, {
    get: (target, name) => {
      if (name !== "prepare") return Reflect.get(target, name) as unknown;
      return (sql: string) => {
        const statement = target.prepare(sql);
        if (!sql.includes("AS meant FROM")) return statement;
        const all = (values: object) => {
          const rows = statement.all(values);
          looked.push(rows.length);
          return rows;
        };
        return { all };
      };
    },
  });
  const jobs = new RunJobs({ ...database, handle: watched }, {} as never, { replay } as never);
  jobs.start();
  const wish = { action: "replay", filter: {}, version: undefined } as const;
  const { count, jobId = "" } = await jobs.begin("scan", wish, { dryRun: false, by: null });
  await eventually("the end of it", () => Promise.resolve(jobs.get("scan", jobId).finishedAt));
  await jobs.stop();
  expect([count, done]).toEqual([61, [...first, last]]);
  expect(Math.max(...looked)).toBeLessThanOrEqual(500);
  expect(looked.reduce((sum, rows) => sum + rows, 0)).toBeGreaterThan(2_000);
});
