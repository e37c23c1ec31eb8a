import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7obj, UUID } from "uuidv7";
import { bySelf } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { deleteRuns } from "./delete-runs.js";
import { RetentionService } from "./retention.service.js";
import { RunRetention } from "./run-retention.js";
import { staysWithOthers } from "./stays-with-others.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-retention-"));
const DAY = 24 * 3_600_000;
const NOW = Date.UTC(2026, 10, 21);
let database: OpenDatabase;
let settings: RetentionService;
beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
  settings = new RetentionService(database);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => database.handle.exec("DELETE FROM runs; DELETE FROM run_events; DELETE FROM retention"));

let made = 0;
const idOf = (at: number) =>
  `run_${UUID.fromFieldsV7(at, (made += 1) & 0xfff, made >> 12, uuidv7obj().bytes[15] ?? 0).toString()}`;
const run = (workflowId: string, status: string, daysAgo: number, rows = 1): string => {
  const at = NOW - daysAgo * DAY;
  const id = idOf(at);
  const ended = ["succeeded", "failed", "cancelled"].includes(status);
  database.handle
    .prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
         created_at, finished_at, handled_errors) VALUES (?, 'ws', ?, 'd', 'in', 0, ?, 1, 0, 1, ?, ?, 0)`,
    )
    .run(id, workflowId, status, at, ended ? at + 1_000 : null);
  const insert = database.handle.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES (?, ?, ?, '[]')");
  for (let seq = 1; seq <= rows; seq++) insert.run(id, seq, seq);
  return id;
};
/** Into how many writes the deletion was cut. */
const clean = async () => {
  let pieces = 0;
  const queue = {
    write: <T>(work: (db: OpenDatabase["handle"]) => T) =>
      database.queue.write((db) => {
        pieces += 1;
        return work(db);
      }),
  };
  const watched = { ...database, queue } as unknown as OpenDatabase;
  return { gone: await new RunRetention(watched, settings).clean(NOW), pieces };
};
const kept = () => database.handle.prepare("SELECT id FROM runs ORDER BY id").pluck().all();
const logs = () => database.handle.prepare("SELECT DISTINCT run_id FROM run_events ORDER BY run_id").pluck().all();

test("runs are kept by age: failed ones longer, those that have not ended for ever", async () => {
  run("a", "succeeded", 31, 90);
  run("b", "failed", 91);
  run("b", "cancelled", 91);
  const stay = [
    run("b", "needs_attention", 200),
    run("a", "waiting", 150),
    run("b", "cancelled", 89),
    run("a", "failed", 60),
    run("a", "succeeded", 29),
  ];
  expect((await clean()).gone).toBe(3);
  expect(kept()).toEqual([...stay].sort());
  expect(logs()).toEqual([...stay].sort());
});

test("what a run was in doubt about goes with it, and stays with the run that has called it", async () => {
  const [gone, stays] = [run("a", "cancelled", 91), run("a", "failed", 60)];
  const doubt = database.handle.prepare(
    "INSERT INTO doubts (above, step, run_id, step_key, workspace_id) VALUES (?, 's', ?, 's', 'ws')",
  );
  for (const above of [gone, stays]) doubt.run(above, gone);
  await clean();
  expect(database.handle.prepare("SELECT above, run_id FROM doubts").raw().all()).toEqual([[stays, gone]]);
});

test("whoever asks for it, a run that has not ended keeps its row and its log, and those beside it go", async () => {
  const [ended, open, other] = [run("a", "failed", 3, 30), run("a", "waiting", 3, 30), run("a", "succeeded", 3)];
  const remove = (which: "ended" | "all") =>
    database.queue.write((db) => deleteRuns(db, [ended, open, other], () => true, which));
  expect(await remove("ended")).toBe(3);
  expect([kept(), logs()]).toEqual([[open], [open]]);
  const rows = database.handle.prepare("SELECT count(*) FROM run_events WHERE run_id = ?").pluck();
  expect(rows.get(open)).toBe(30);
  await remove("all");
  expect([kept(), logs()]).toEqual([[], []]);
});

test("the run whose row was written last stays, however old it is: numbers of rows never come again", async () => {
  const { handle } = database;
  const newest = () => handle.prepare("SELECT max(rowid) FROM run_events").pluck().get();
  run("a", "succeeded", 50);
  const last = run("b", "succeeded", 60, 2);
  const number = newest();
  expect((await clean()).gone).toBe(1);
  expect([kept(), newest()]).toEqual([[last], number]);
  const later = run("a", "waiting", 0);
  expect((await clean()).gone).toBe(1);
  expect(kept()).toEqual([later]);
});

test("the newest run that repeats one which is kept stays with it, or that one would be repeated again with others", async () => {
  const repeats = (id: string, of: string, rehearsal = 0) => {
    database.handle.prepare("UPDATE runs SET replay_of = ?, rehearsal = ? WHERE id = ?").run(of, rehearsal, id);
    return id;
  };
  const failed = run("wf", "failed", 80);
  repeats(run("wf", "succeeded", 79), failed);
  const last = repeats(run("wf", "succeeded", 78), failed);
  repeats(run("wf", "succeeded", 77), failed, 1);
  const alone = repeats(run("wf", "succeeded", 79), run("wf", "failed", 100));
  const [young, newest] = [run("wf", "succeeded", 5), run("last", "failed", 1)];
  expect((await clean()).gone).toBe(3);
  expect(kept()).toEqual([failed, alone, last, young, newest].toSorted());
  expect((await clean()).gone).toBe(1);
  expect(kept()).toEqual([failed, last, young, newest]);
});

test("what stands for a called run that is kept stays with it, and what leads there, or that one would be done again with others", async () => {
  const place = database.handle.prepare(
    "UPDATE runs SET parent_run_id = ?, dedupe_key = ?, replay_of = ? WHERE id = ?",
  );
  const called = (by: string, step: string, id: string) => {
    place.run(by, `step:${by}:${step}`, null, id);
    return id;
  };
  const again = (of: string, id: string) => {
    place.run(null, null, of, id);
    return id;
  };
  // Its caller went on after the failure, and succeeded; of three repetitions two have called it, and the newest has not.
  const caller = run("caller", "succeeded", 80);
  const failed = called(caller, "calls[3]", run("called", "failed", 80));
  called(caller, "calls[4]", run("called", "succeeded", 80));
  called(again(caller, run("caller", "succeeded", 79)), "calls[3]", run("called", "succeeded", 79));
  const first = again(caller, run("caller", "succeeded", 79));
  const done = called(first, "calls[3]", run("called", "succeeded", 79));
  called(first, "calls[4]", run("called", "succeeded", 79));
  const second = again(caller, run("caller", "succeeded", 78));
  // Of an item that was done again in the run itself.
  const other = run("caller", "succeeded", 80);
  const item = called(other, "calls[3]", run("called", "failed", 80));
  const round = called(other, "calls[3]:1", run("called", "succeeded", 79));
  const young = run("last", "failed", 1);
  for (let turn = 0; turn < 3; turn++) await clean();
  const stay = [caller, failed, first, done, second, other, item, round, young];
  expect(kept()).toEqual(stay.toSorted());
  // With what they stand for they go.
  database.handle.prepare("DELETE FROM runs WHERE id IN (?, ?)").run(failed, item);
  for (let turn = 0; turn < 3; turn++) await clean();
  expect(kept()).toEqual([young]);
});

test("a run between a called one that is kept and a top that was repeated stays with it, though nothing repeats that run itself", async () => {
  const place = database.handle.prepare(
    "UPDATE runs SET parent_run_id = ?, dedupe_key = ?, replay_of = ? WHERE id = ?",
  );
  const at = (name: string, daysAgo: number, by: string | null, of: string | null = null, status = "succeeded") => {
    const id = run(name, status, daysAgo);
    place.run(by, by && `step:${by}:calls`, of, id);
    return id;
  };
  const top = at("top", 80, null);
  const middle = at("middle", 80, top);
  const failed = at("called", 80, middle, null, "failed");
  const second = at("top", 79, null, top);
  const middleOfSecond = at("middle", 79, second);
  const done = at("called", 79, middleOfSecond);
  // The newest has come no further than the middle.
  const third = at("top", 78, null, top);
  const middleOfThird = at("middle", 78, third);
  const young = run("last", "failed", 1);
  for (let turn = 0; turn < 3; turn++) await clean();
  const stay = [top, middle, failed, second, middleOfSecond, done, third, middleOfThird, young];
  expect(kept()).toEqual(stay.toSorted());
  database.handle.prepare("DELETE FROM runs WHERE id = ?").run(failed);
  for (let turn = 0; turn < 6; turn++) await clean();
  expect(kept()).toEqual([young]);
});

test("of those that succeeded the newest are kept, as many as the workspace says, for each workflow", async () => {
  await settings.set(
    { workspaceId: "ws", userId: null, from: bySelf },
    { succeeded: { days: 30, count: 3 }, failed: { days: 5, count: 100 } },
  );
  const all = [9, 8, 7, 6, 5].map((days) => run("a", "succeeded", days));
  const failed = run("a", "failed", 4);
  const old = run("a", "failed", 6);
  const other = run("b", "succeeded", 20);
  // They have not ended, however many that are younger have.
  const open = ["waiting", "needs_attention", "running", "queued"].map((status) => run("a", status, 20));
  expect((await clean()).gone).toBe(3);
  expect(kept()).toEqual([...all.slice(2), failed, other, ...open].sort());
  expect(logs()).toEqual(kept());
  expect(kept()).not.toContain(old);
});

test("of those that failed, and of those that were cancelled or skipped, the newest are kept, each by themselves", async () => {
  await settings.set(
    { workspaceId: "ws", userId: null, from: bySelf },
    { succeeded: { days: 30, count: 100 }, failed: { days: 90, count: 2 } },
  );
  const failed = [9, 8, 7].map((days) => run("a", "failed", days));
  // A flood of skipped ones takes no failed one with it.
  const cancelled = [6, 5, 4, 3, 2].map((days) => run("a", "cancelled", days));
  const others = [run("a", "succeeded", 20), run("b", "failed", 20), run("b", "cancelled", 20)];
  const open = ["waiting", "needs_attention", "running", "queued"].map((status) => run("a", status, 30));
  expect((await clean()).gone).toBe(4);
  expect(kept()).toEqual([...failed.slice(1), ...cancelled.slice(3), ...others, ...open].sort());
  expect(logs()).toEqual(kept());
});

test("so many are counted in pieces, and as many are kept as the workspace says", async () => {
  await settings.set(
    { workspaceId: "ws", userId: null, from: bySelf },
    { succeeded: { days: 30, count: 100 }, failed: { days: 90, count: 5_001 } },
  );
  const all = database.handle.transaction(() =>
    Array.from({ length: 5_004 }, (_, index) => run("a", "cancelled", 40 - index / 1_000)),
  )();
  expect((await clean()).gone).toBe(3);
  expect(kept()).toEqual(all.slice(3));
});

test("documents go with the last run that has them; published ones stay while their workflow is there", async () => {
  const { handle } = database;
  const document = (id: string, workflow: string, revision: number, version: number | null, at = 0) =>
    handle
      .prepare(
        "INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at) VALUES (?, ?, ?, ?, '{}', ?)",
      )
      .run(id, workflow, revision, version, at);
  handle.exec(
    `INSERT INTO workflows (id, workspace_id, name, revision, document, created_at, updated_at)
     VALUES ('a', 'ws', 'A', 9, '{}', 0, 0)`,
  );
  document("published", "a", 1, 1);
  document("tried once", "a", 2, null);
  document("tried, still there", "a", 3, null);
  document("newest draft", "a", 9, null);
  document("part", "a", 0, null);
  document("part pinned just now", "a", 0, null, NOW - 1_000);
  document("of nobody", "gone", 1, 1);
  document("of nobody, with a run", "gone", 2, 2);
  const having = (id: string, documentId: string) =>
    handle.prepare("UPDATE runs SET document_id = ? WHERE id = ?").run(documentId, id);
  having(run("a", "succeeded", 31), "tried once");
  having(run("a", "succeeded", 3), "tried, still there");
  having(run("gone", "succeeded", 3), "of nobody, with a run");
  for (let index = 0; index < 600; index++) run("a", "succeeded", 2);
  expect((await clean()).gone).toBe(1);
  const left = handle.prepare("SELECT id FROM workflow_documents ORDER BY id").pluck().all();
  expect(left).toEqual([
    "newest draft",
    "of nobody, with a run",
    "part pinned just now",
    "published",
    "tried, still there",
  ]);
});

test("a piece ends when its time is over, also within the log of one run, and leaves the writer to others", async () => {
  const [gone] = [run("wf", "succeeded", 40, 2_000)];
  let ms = 0;
  // Each look at the clock finds a millisecond more: so many rows go between two looks, whatever the machine does meanwhile.
  const clock = vi.spyOn(performance, "now").mockImplementation(() => (ms += 1));
  try {
    run("wf", "waiting", 0);
    expect((await clean()).pieces).toBeGreaterThan(10);
  } finally {
    clock.mockRestore();
  }
  expect([kept().includes(gone), logs().includes(gone)]).toEqual([false, false]);
});

test("100,000 rows go in pieces that keep the writer shortly, and others write in between", async () => {
  database.handle.exec("BEGIN");
  for (let index = 0; index < 20_000; index++) run(`wf${index % 7}`, "succeeded", 40, 3);
  run("big", "succeeded", 40, 20_000);
  const newest = run("wf1", "waiting", 0);
  database.handle.exec("COMMIT");
  let writes = 0;
  let over = false;
  const writer = (async () => {
    while (!over) {
      await database.queue.write((db) => db.prepare("UPDATE runs SET fence = 2 WHERE id = 'nobody'").run());
      writes += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  const { gone, pieces } = await clean();
  over = true;
  await writer;
  expect(gone).toBe(20_001);
  expect([kept(), logs()]).toEqual([[newest], [newest]]);
  expect(writes).toBeGreaterThan(50);
  expect(pieces).toBeGreaterThan(40);
});

test("of what a run has called, a hundred thousand perhaps, each is looked at by its key alone", () => {
  const rows = database.handle
    .prepare(`EXPLAIN QUERY PLAN ${staysWithOthers}`)
    .all({ ids: "[]", workspaceId: "ws" }) as { parent: number; detail: string }[];
  const called = rows.filter(({ detail }) => /^SEARCH c\b/.test(detail));
  expect(called.map(({ detail }) => detail)).toEqual(Array(2).fill(expect.stringContaining("COVERING INDEX")));
  // Nothing else is found for each of them.
  for (const { parent } of called) expect(rows.filter((row) => row.parent === parent)).toHaveLength(1);
});
