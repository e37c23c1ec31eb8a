import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "@leeway/engine";
import { runStoreSuite, VirtualClock, type RunStoreWorld } from "@leeway/engine/testing";
import { openMigrated } from "../database/testing/migrated.js";
import { SqliteRunStore } from "./sqlite-run-store.js";

async function makeWorld() {
  const folder = mkdtempSync(join(tmpdir(), "leeway-runs-"));
  const { handle, queue, close } = await openMigrated(join(folder, "a.db"));
  const clock = new VirtualClock();
  const world: RunStoreWorld = {
    store: new SqliteRunStore(handle, queue, clock),
    seedDocument: async (document: WorkflowDocument) => {
      const insert =
        "INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at) VALUES (?, ?, 1, 1, ?, 0)";
      await queue.write((db) => db.prepare(insert).run("doc", "wf", JSON.stringify(document)));
      return { documentId: "doc", workflowId: "wf", workspaceId: "ws" };
    },
    advance: (ms) => clock.run(ms),
    now: () => clock.now(),
    close: async () => {
      await close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return { world, handle, queue, clock };
}

runStoreSuite("SQLite", async () => (await makeWorld()).world);

describe("a start over runs of an earlier process", () => {
  test("voids their leases, so that they go on at once, and keeps the count of their claims", async () => {
    const { world } = await makeWorld();
    const store = world.store as SqliteRunStore;
    const ids = await world.seedDocument({
      schemaVersion: 1,
      name: "a",
      nodes: [],
      edges: [],
      notes: [],
      settings: {},
    });
    await store.create({ id: "r1", ...ids, version: 1, trigger: "in", payload: null, rehearsal: false, at: 0 });
    const before = await store.claim("r1", "old", 30_000);
    expect(await store.due(world.now(), 10)).toEqual([]);
    expect(await store.voidLeases()).toBe(1);
    expect(await store.due(world.now(), 10)).toEqual(["r1"]);
    const after = await store.claim("r1", "new", 30_000);
    expect(after).toEqual({ runId: "r1", fence: (before?.fence ?? 0) + 2, claims: 2 });
    await world.close();
  });
});

test("a run whose events cannot be kept leaves nothing behind, and those of the same commit are kept", async () => {
  const { world, handle } = await makeWorld();
  const empty = { schemaVersion: 1 as const, name: "a", nodes: [], edges: [], notes: [], settings: {} };
  const ids = await world.seedDocument(empty);
  // The place of its first event is taken.
  handle.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES ('r2', 1, 1, '[]')").run();
  const make = (id: string) =>
    world.store.create({ id, ...ids, version: 1, trigger: "in", payload: null, rehearsal: false, at: 0 });
  const made = await Promise.allSettled([make("r1"), make("r2"), make("r3")]);
  expect(made.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(handle.prepare("SELECT id FROM runs ORDER BY id").pluck().all()).toEqual(["r1", "r3"]);
  await world.close();
});

test("a log lies in the database as text, for all who read it there", async () => {
  const { world, handle } = await makeWorld();
  const empty = { schemaVersion: 1 as const, name: "a", nodes: [], edges: [], notes: [], settings: {} };
  const ids = await world.seedDocument(empty);
  const payload = { name: "Оксана 🌷" };
  await world.store.create({ id: "r1", ...ids, version: 1, trigger: "in", payload, rehearsal: false, at: 0 });
  const kept = handle
    .prepare("SELECT typeof(body) AS type, body ->> '$[0].payload.name' AS name FROM run_events")
    .all();
  expect(kept).toEqual([{ type: "text", ...payload }]);
  await world.close();
});

test("that a run fails is noted in the write in which it does, once, and of no draft and no rehearsal", async () => {
  const { world, handle } = await makeWorld();
  const empty = { schemaVersion: 1 as const, name: "a", nodes: [], edges: [], notes: [], settings: {} };
  const ids = await world.seedDocument(empty);
  const error = { code: "run.stopped" as const, values: {} };
  const finished = { type: "run.finished" as const, at: 5, status: "failed" as const, error, handledErrors: 0 };
  const ended = { status: "failed" as const, dueAt: null, startedAt: 1, finishedAt: 5, error, handledErrors: 0 };
  const birth = { worker: "w", leaseMs: 1_000, events: [finished], summary: ended };
  const run = { ...ids, trigger: "in", payload: null, at: 0 };
  await world.store.create({ id: "draft", ...run, version: "draft", rehearsal: false }, birth);
  await world.store.create({ id: "rehearsed", ...run, version: 1, rehearsal: true }, birth);
  await world.store.create({ id: "short", ...run, version: 1, rehearsal: false }, birth);
  await world.store.create({ id: "long", ...run, version: 1, rehearsal: false });
  const { fence = 0 } = (await world.store.claim("long", "w", 1_000)) ?? {};
  const end = { after: 1, events: [finished], summary: ended, release: true };
  expect((await world.store.append("long", { ...end, fence: fence - 1 })).kind).toBe("lost");
  const noted = () => handle.prepare("SELECT run_id FROM run_troubles ORDER BY id").pluck().all();
  expect(noted()).toEqual(["short"]);
  expect((await world.store.append("long", { ...end, fence })).kind).toBe("appended");
  expect(noted()).toEqual(["short", "long"]);
  await world.close();
});

test("events are answered in bounded pieces, all of them in the end", async () => {
  const { world, handle } = await makeWorld();
  const event = { type: "step.skipped", at: 0, key: "a", nodeId: "n".repeat(400_000) };
  const insert = handle.prepare("INSERT INTO run_events (run_id, seq, last_seq, body) VALUES ('r', ?, ?, ?)");
  for (let seq = 1; seq <= 20; seq += 2) insert.run(seq, seq + 1, JSON.stringify([event, event]));
  const pieces: number[][] = [];
  for (let after = 0; after < 20; after = pieces.at(-1)?.at(-1) ?? 20)
    pieces.push((await world.store.eventsAfter("r", after, 500)).map(({ seq }) => seq));
  expect(pieces.flat()).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  expect(pieces.length).toBe(5);
  await world.close();
});

test("a limit of runs at a time counts with the write that it is part of, and reaches all of a long line over a restart", async () => {
  const { world, handle, queue, clock } = await makeWorld();
  const store = world.store as SqliteRunStore;
  const empty = { schemaVersion: 1 as const, name: "a", nodes: [], edges: [], notes: [], settings: {} };
  const run = { ...(await world.seedDocument(empty)), version: 1, trigger: "in", payload: null, rehearsal: false };
  const admission = { limit: 1, policy: "queue" as const };
  for (let at = 1; at <= 1_200; at++) await world.store.create({ id: `r${at}`, ...run, at, admission });
  const going = () => handle.prepare("SELECT count(*) FROM runs WHERE place = 'going'").pluck().get();
  const limits = () => handle.prepare("SELECT DISTINCT line_limit FROM runs ORDER BY line_limit").pluck().all();
  const refused = queue.write(() => {
    store.beginLimit(run.workflowId, 3);
    throw new Error("the rest of the write is refused");
  });
  await expect(refused).rejects.toThrow("refused");
  expect([going(), limits()]).toEqual([1, [1]]);
  // The process ends right after it.
  await queue.write(() => store.beginLimit(run.workflowId, 3));
  expect([going(), limits()]).toEqual([3, [1, 3]]);
  const next = new SqliteRunStore(handle, queue, clock);
  await next.healLimits(() => true);
  expect(limits()).toEqual([1, 3]);
  await next.healLimits(() => false);
  expect([going(), limits()]).toEqual([3, [3]]);
  const before = handle.prepare("SELECT total_changes()").pluck().get();
  await next.healLimits(() => false);
  expect(handle.prepare("SELECT total_changes()").pluck().get()).toBe(before);
  await world.close();
});

describe("two limits of runs at a time, one published soon after the other", () => {
  async function longLine(length: number) {
    const made = await makeWorld();
    const store = made.world.store as SqliteRunStore;
    const empty = { schemaVersion: 1 as const, name: "a", nodes: [], edges: [], notes: [], settings: {} };
    const ids = await made.world.seedDocument(empty);
    const run = { ...ids, version: 1, trigger: "in", payload: null, rehearsal: false };
    const admission = { limit: 1, policy: "queue" as const };
    for (let at = 1; at <= length; at++) await store.create({ id: `r${at}`, ...run, at, admission });
    const { handle } = made;
    const going = () => handle.prepare("SELECT count(*) FROM runs WHERE place = 'going'").pluck().get();
    const limits = () => handle.prepare("SELECT DISTINCT line_limit FROM runs ORDER BY line_limit").pluck().all();
    return { ...made, store, workflowId: run.workflowId, going, limits };
  }

  test("the rest of the first lets nobody go on for whom the second has no room", async () => {
    const { world, store, handle, queue, workflowId, going, limits } = await longLine(1_200);
    const giveRest = await queue.write(() => store.beginLimit(workflowId, 3));
    handle.prepare("UPDATE runs SET place = NULL, line_limit = 1 WHERE id = 'r1'").run();
    await Promise.all([store.setLimit(workflowId, 1), giveRest()]);
    expect([going(), limits()]).toEqual([2, [1]]);
    await world.close();
  });

  test("a start that gives the first to the rest of its line keeps to the second", async () => {
    const { world, store, queue, workflowId, going, limits } = await longLine(600);
    await queue.write(() => store.beginLimit(workflowId, 3));
    await Promise.all([store.setLimit(workflowId, 5), store.healLimits(() => false)]);
    expect([going(), limits()]).toEqual([5, [5]]);
    await world.close();
  });
});

test("a limit of runs at a time that a line has already is written to none who stand in it", async () => {
  const { world, handle } = await makeWorld();
  const empty = { schemaVersion: 1 as const, name: "a", nodes: [], edges: [], notes: [], settings: {} };
  const run = { ...(await world.seedDocument(empty)), version: 1, trigger: "in", payload: null, rehearsal: false };
  const admission = { limit: 1, policy: "queue" as const };
  for (const at of [1, 2, 3]) await world.store.create({ id: `r${at}`, ...run, at, admission });
  const changed = async (limit: number) => {
    const before = handle.prepare<[], number>("SELECT total_changes()").pluck().get() ?? 0;
    await world.store.setLimit(run.workflowId, limit);
    return (handle.prepare<[], number>("SELECT total_changes()").pluck().get() ?? 0) - before;
  };
  expect(await changed(1)).toBe(0);
  expect(await changed(2)).toBeGreaterThan(0);
  expect(await changed(2)).toBe(0);
  expect(handle.prepare("SELECT id FROM runs WHERE place = 'going' ORDER BY id").pluck().all()).toEqual(["r1", "r2"]);
  await world.close();
});
