import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LocalRunFeed, type RunEventBody } from "@leeway/engine";
import type { MessageEvent } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openMigrated } from "../adapters/database/testing/migrated.js";
import { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { systemClock } from "../adapters/system-clock.js";
import { ItemLog } from "./item-log.js";
import { outlineStream } from "./outline-stream.js";
import { RunOutlines } from "./run-outline.js";
import { RunsReader } from "./runs.reader.js";
import { DocumentNodes } from "../workflows/document-nodes.js";

const folder = mkdtempSync(join(tmpdir(), "leeway-loops-"));
let database: OpenDatabase;
let store: SqliteRunStore;
let reader: RunsReader;
let log: ItemLog;
const feed = new LocalRunFeed();
const node = (id: string, parent?: string) => ({ id, type: "logic.set", name: id, ...(parent && { parent }) });
const nodes = [
  node("in"),
  node("each"),
  node("send", "each"),
  node("inner", "each"),
  node("deep", "inner"),
  node("end"),
];

beforeAll(async () => {
  database = await openMigrated(join(folder, "a.db"));
  const document = { schemaVersion: 1, name: "a", nodes, edges: [], notes: [], settings: {} };
  const insert = `INSERT INTO workflow_documents (id, workflow_id, revision, version, document, created_at)
    VALUES ('doc', 'wf', 1, 1, ?, 0)`;
  await database.queue.write((db) => db.prepare(insert).run(JSON.stringify(document)));
  store = new SqliteRunStore(database.handle, database.queue, systemClock);
  log = new ItemLog(database);
  reader = new RunsReader(database, new RunOutlines(log), log, new DocumentNodes(database));
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const summary = { status: "running", dueAt: 0, startedAt: 1, finishedAt: null, error: null, handledErrors: 0 } as const;
const step = (key: string) => ({ at: 1_000, key, nodeId: key.replace(/\[.*/, "") });
const done = (key: string, output: number): RunEventBody => ({
  type: "step.succeeded",
  ...step(key),
  output,
  port: "main",
});
const begins = (key: string, count: number, body: string[]): RunEventBody => ({
  type: "step.started",
  ...step(key),
  attempt: 1,
  input: { items: Array.from({ length: count }, (_, index) => `item ${index}`) },
  loop: { count, concurrency: 2, onItemError: "continue", body },
});
const settled = (key: string, index: number, more: object = {}): RunEventBody => ({
  type: "item.settled",
  ...step(key),
  index,
  as: "succeeded",
  result: index * 10,
  ...more,
});
const failed = (key: string): RunEventBody => ({
  type: "step.failed",
  ...step(key),
  error: { code: "request.timeout", values: { seconds: 3 }, nodeId: "send" },
  handled: "stop",
});

let runs = 0;
async function runOf(...events: RunEventBody[]): Promise<string> {
  const id = `run_${++runs}`;
  const ids = { id, workspaceId: "ws", workflowId: "wf", documentId: "doc" };
  await store.create({ ...ids, version: 1, trigger: "in", payload: {}, rehearsal: false, at: 0 });
  await store.append(id, { after: 1, events, summary });
  return id;
}
const page = (id: string, more: object = {}) => reader.steps("ws", id, more, "en");
const items = (id: string, key: string, more: object = {}) => reader.items("ws", id, key, { limit: 50, ...more }, "en");

const story = () => [
  begins("each", 12, ["send", "inner"]),
  done("send[10]", 110),
  settled("each", 10),
  done("send[1]", 101),
  begins("inner[1]", 2, ["deep"]),
  done("deep[1][1]", 211),
  settled("inner[1]", 1),
  done("send[0]", 100),
  settled("each", 0),
  failed("send[2]"),
  settled("each", 2, { as: "failed", result: undefined, error: { code: "request.timeout", values: { seconds: 3 } } }),
  { type: "step.unknown", ...step("send[3]"), error: { code: "step.interrupted", values: {} } } as RunEventBody,
  { type: "step.started", ...step("send[5]"), attempt: 1, input: {} } as RunEventBody,
  done("end", 1),
];

test("steps come in the document's order, then those of items by their numbers, however long the pages are", async () => {
  const id = await runOf(...story());
  const all = [
    "in",
    "each",
    "end",
    "send[0]",
    "send[1]",
    "inner[1]",
    "deep[1][1]",
    "send[2]",
    "send[3]",
    "send[5]",
    "send[10]",
  ];
  expect((await page(id)).items.map(({ key }) => key)).toEqual(all);
  for (const limit of [1, 2, 3, 5]) {
    const seen: string[] = [];
    for (let cursor: string | undefined = "in"; cursor !== undefined;) {
      const found: Awaited<ReturnType<typeof page>> = await page(id, { limit, cursor });
      seen.push(...found.items.map(({ key }) => key));
      cursor = found.nextCursor;
    }
    expect(["in", ...seen]).toEqual(all);
  }
  await expect(page(id, { cursor: "nothing" })).rejects.toThrow();
});

test("the steps of one item are read alone, without those of loops inside it", async () => {
  const id = await runOf(...story());
  const keys = async (item: string) => (await page(id, { item })).items.map(({ key }) => key);
  expect(await keys("each[1]")).toEqual(["send[1]", "inner[1]"]);
  expect(await keys("inner[1][1]")).toEqual(["deep[1][1]"]);
  expect(await keys("each[7]")).toEqual([]);
});

test("one step of an item is read, whether the item has ended or not", async () => {
  const id = await runOf(...story());
  expect(await reader.step("ws", id, "send[10]", "en")).toMatchObject({ status: "succeeded", output: 110 });
  expect(await reader.step("ws", id, "deep[1][1]", "en")).toMatchObject({ output: 211 });
  expect(await reader.step("ws", id, "send[5]", "en")).toMatchObject({ status: "running" });
  expect(await reader.step("ws", id, "send[3]", "en")).toMatchObject({ status: "unknown" });
  await expect(reader.step("ws", id, "send[7]", "en")).rejects.toThrow();
  await expect(reader.step("other", id, "send[10]", "en")).rejects.toThrow();
});

test("items that had begun when their loop was ended are cancelled, or in doubt still; the others have not begun", async () => {
  const id = await runOf(...story(), { type: "step.cancelled", ...step("each") } as RunEventBody);
  const indexes = async (status: "cancelled" | "unknown" | "running" | "pending") =>
    (await items(id, "each", { status })).items.map(({ index }) => index);
  expect(await indexes("cancelled")).toEqual([1, 5]);
  expect(await indexes("unknown")).toEqual([3]);
  expect(await indexes("running")).toEqual([]);
  expect(await indexes("pending")).toEqual([4, 6, 7, 8, 9, 11]);
});

test("a loop tells how far it is, a nested one as well", async () => {
  const id = await runOf(...story());
  const { loop } = await reader.step("ws", id, "each", "en");
  expect(loop).toEqual({ count: 12, succeeded: 2, failed: 1, skipped: 0, flawed: 0, running: 2 });
  const inner = await reader.step("ws", id, "inner[1]", "en");
  expect(inner.loop).toEqual({ count: 2, succeeded: 1, failed: 0, skipped: 0, flawed: 0, running: 0 });
});

test("items are listed by number with their data, result or failure, and by status", async () => {
  const id = await runOf(...story());
  const { items: all } = await items(id, "each");
  expect(all.map(({ status }) => status)).toEqual([
    "succeeded",
    "running",
    "failed",
    "unknown",
    "pending",
    "running",
    ...Array.from({ length: 4 }, () => "pending"),
    "succeeded",
    "pending",
  ]);
  expect(all[10]).toEqual({ index: 10, status: "succeeded", data: "item 10", result: 100 });
  expect(all[2]).toMatchObject({ data: "item 2", error: { code: "request.timeout", nodeId: "send" } });
  const indexes = async (more: object) => {
    const found = await items(id, "each", more);
    return [found.items.map(({ index }) => index), found.nextCursor];
  };
  expect(await indexes({ status: "running" })).toEqual([[1, 5], undefined]);
  expect(await indexes({ status: "unknown" })).toEqual([[3], undefined]);
  expect(await indexes({ status: "pending", limit: 2 })).toEqual([[4, 6], "6"]);
  expect(await indexes({ status: "pending", limit: 2, cursor: "6" })).toEqual([[7, 8], "8"]);
  expect(await indexes({ status: "succeeded" })).toEqual([[0, 10], undefined]);
  const inner = await items(id, "inner[1]");
  expect(inner.items.map(({ status }) => status)).toEqual(["pending", "succeeded"]);
  expect(await items(id, "end")).toEqual({ items: [] });
  await expect(items(id, "nothing")).rejects.toThrow();
});

test("items that came through with errors inside are found, in their order, however many others there are", async () => {
  const id = await runOf(
    begins("each", 5_000, ["inner"]),
    begins("inner[4007]", 2, ["deep"]),
    settled("inner[4007]", 0, { as: "failed", result: undefined }),
    settled("inner[4007]", 1, { handledErrors: 3 }),
    settled("each", 4_007, { handledErrors: 4 }),
    settled("each", 12, { handledErrors: 1 }),
    settled("each", 13, { as: "failed", result: undefined, handledErrors: 2 }),
    settled("each", 14),
  );
  const found = async (key: string, more: object) => {
    const list = await items(id, key, more);
    return [list.items.map(({ index, handledErrors }) => [index, handledErrors]), list.nextCursor];
  };
  expect(await found("each", { status: "flawed" })).toEqual([
    [
      [12, 1],
      [4_007, 4],
    ],
    undefined,
  ]);
  expect(await found("each", { status: "flawed", limit: 1 })).toEqual([[[12, 1]], "12"]);
  expect(await found("each", { status: "flawed", cursor: "12" })).toEqual([[[4_007, 4]], undefined]);
  expect(await found("each", { status: "failed" })).toEqual([[[13, 2]], undefined]);
  expect(await found("inner[4007]", { status: "flawed" })).toEqual([[[1, 3]], undefined]);
  expect((await reader.step("ws", id, "each", "en")).loop).toMatchObject({ succeeded: 3, flawed: 2 });
  expect((await reader.step("ws", id, "inner[4007]", "en")).loop).toMatchObject({ failed: 1, flawed: 1 });
});

test("an item whose result cannot be made says why, and one done again tells of its last time", async () => {
  const error = { code: "expression.missing", values: { path: "x" }, param: "collect" };
  const id = await runOf(
    begins("each", 2, ["send"]),
    done("send[0]", 1),
    settled("each", 0, { as: "failed", result: undefined, error }),
    failed("send[1]"),
    settled("each", 1, { as: "failed", result: undefined }),
    { type: "items.changed", ...step("each"), indexes: [1], action: "retry", data: "mended" },
    { type: "step.started", ...step("send[1]"), at: 5_000, attempt: 1, input: {} },
  );
  const { items: all } = await items(id, "each");
  expect(all).toMatchObject([
    { status: "failed", error: { code: "expression.missing" } },
    { status: "running", data: "mended" },
  ]);
  expect(await reader.step("ws", id, "send[1]", "en")).toMatchObject({
    error: null,
    startedAt: new Date(5_000).toISOString(),
  });
});

test("what is looked at again is read on", async () => {
  const id = await runOf(begins("each", 2, ["send"]), done("send[0]", 1), settled("each", 0));
  expect((await reader.step("ws", id, "each", "en")).loop).toMatchObject({ succeeded: 1 });
  await store.append(id, { after: 4, events: [done("send[1]", 1), settled("each", 1), done("end", 2)], summary });
  expect((await reader.step("ws", id, "each", "en")).loop).toMatchObject({ succeeded: 2 });
  expect((await page(id)).items.map(({ key }) => key)).toEqual(["in", "each", "end", "send[0]", "send[1]"]);
});

test("the stream without items tells how far loops are, resumes, and ends with the run", async () => {
  const id = await runOf(...story());
  const seen: MessageEvent[] = [];
  const ended = new Promise<void>((complete) => {
    const taken = () => Promise.resolve();
    outlineStream({ log, feed }, id, 2, taken).subscribe({ next: (message) => seen.push(message), complete });
  });
  await new Promise((resolve) => setTimeout(resolve, 30));
  const counts = { count: 12, succeeded: 2, failed: 1, skipped: 0, flawed: 0 };
  expect(seen).toMatchObject([
    { type: "loop", id: "14", data: { key: "each", loop: counts } },
    { id: "15", data: { type: "step.succeeded", key: "end" } },
  ]);
  const finished = { type: "run.finished", at: 9, status: "succeeded", handledErrors: 0 } as const;
  await store.append(id, {
    after: 15,
    events: [done("send[4]", 4), settled("each", 4, { handledErrors: 1 }), finished],
    summary,
  });
  feed.announce({ runId: id, workflowId: "wf", workspaceId: "ws", seq: 18, status: "succeeded" });
  await ended;
  expect(seen.slice(2)).toMatchObject([
    { type: "loop", id: "17", data: { loop: { succeeded: 3, flawed: 1 } } },
    { id: "18", data: { type: "run.finished" } },
  ]);
});

test("a log of large outputs is read piece by piece, and whole", async () => {
  const ids = { id: "large", workspaceId: "ws", workflowId: "wf", documentId: "doc" };
  await store.create({ ...ids, version: 1, trigger: "in", payload: {}, rehearsal: false, at: 0 });
  for (let number = 0; number < 12; number++)
    await store.append("large", {
      after: number + 1,
      events: [{ ...done(`s${number}`, 0), output: "x".repeat(400_000) } as RunEventBody],
      summary,
    });
  const sizes: number[] = [];
  let seq = 0;
  for (let events = log.outside("large", seq); events.length > 0; events = log.outside("large", seq)) {
    sizes.push(JSON.stringify(events).length);
    seq = events.at(-1)?.seq ?? 0;
  }
  expect([Math.max(...sizes) < 2_000_000, sizes.length > 2, seq]).toEqual([true, true, 13]);
});

test("how many items are under way is counted without reading the thousands that wait for a person", async () => {
  const count = 3_000;
  const id = await runOf(begins("each", count, ["send", "inner"]), {
    type: "step.started",
    ...step("send[2999]"),
    attempt: 1,
    input: null,
  });
  const error = { code: "step.interrupted" as const, values: {} };
  const unknown = Array.from({ length: count - 1 }, (_, index) => `send[${index}]`);
  await store.append(id, {
    after: 3,
    events: unknown.map((key): RunEventBody => ({ type: "step.unknown", ...step(key), error })),
    attention: { put: unknown.map((key) => ({ key, nodeId: "send", kind: "unknown" as const, since: 1 })), drop: [] },
    summary,
  });
  const read = vi.spyOn(log, "steps");
  const { items: steps } = await page(id, { limit: 2 });
  expect(steps.find(({ key }) => key === "each")?.loop).toMatchObject({ count, running: 1 });
  expect(read.mock.calls.length).toBeLessThan(10);
  read.mockRestore();
});
