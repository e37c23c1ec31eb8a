import "reflect-metadata";
import type { Run } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually, settled } from "../testing/eventually.js";
import { startWorking, type WorkingServer } from "../testing/working-server.js";
import { RunJobs } from "./run-jobs.service.js";

let server: WorkingServer;
beforeAll(async () => {
  server = await startWorking();
  server.app.get(RunJobs).start();
});
afterAll(async () => {
  await server.app.get(RunJobs).stop();
  await server.close();
});

interface Answer {
  status?: number;
  code?: string;
  runId: string;
}
const api: WorkingServer["api"] = (method, path, body) => server.api(method, path, body);
type Node = { id: string; type: string; params: object };
const node = (id: string, type: string, params: object = {}): Node => ({ id, type, params });
/** The nodes one after another, over this port of each; the id of the workflow. */
async function published(
  name: string,
  nodes: (Node & { settings?: object; retry?: object; parent?: string; port?: string })[],
  settings: object = {},
): Promise<string> {
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `e${i}`,
    source: nodes[i]?.id ?? "",
    sourceHandle: nodes[i]?.port ?? "main",
    target: id,
  }));
  const placed = nodes.map(({ port: _port, ...one }) => ({ name: one.id, position: { x: 0, y: 0 }, ...one }));
  const document = { schemaVersion: 1, name, nodes: placed, edges, notes: [], settings };
  const { id } = await api<{ id: string }>("POST", "/workflows", { document });
  expect(await api("POST", `/workflows/${id}/publish`)).toMatchObject({ version: 1 });
  return id;
}
const fails = node("fails", "logic.set", { fields: [{ name: "a", value: "{{ trigger.missing.much }}" }] });
const waits = node("waits", "logic.wait", { mode: "duration", amount: 1, unit: "hours" });
const calls = (workflowId: string, wait = true) => node("calls", "logic.workflow", { workflowId, wait });
const manual = node("in", "trigger.manual");
const ended = (id: string) => settled(() => api<Run>("GET", `/runs/${id}`));
const runsOf = async (workflowId: string) =>
  (await api<{ items: Run[] }>("GET", `/runs?workflowId=${workflowId}&limit=100`)).items;
const begin = async (workflowId: string) => (await api<Answer>("POST", `/workflows/${workflowId}/runs`, {})).runId;
const again = (id: string, more: object = {}) => api<Answer>("POST", `/runs/${id}/replay`, more);
const alone = { unlessReplayed: true };
const many = (filter: object, more: object = {}) =>
  api<{ count: number; left?: number; jobId?: string; runIds?: string[] }>("POST", "/runs/replay", { filter, ...more });
const job = async (id = "") =>
  eventually("its end", async () => {
    const told = await api<{ finishedAt: string | null }>("GET", `/run-jobs/${id}`);
    return told.finishedAt === null ? undefined : told;
  });

/** A run of a parent that fails with the run that it calls. */
async function family(): Promise<{ child: string; parent: string; p: string; c: string }> {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const parent = await published("parent", [manual, calls(child)]);
  const p = await begin(parent);
  expect((await ended(p)).status).toBe("failed");
  return { child, parent, p, c: (await runsOf(child))[0]?.id ?? "" };
}

/** The same of a parent that does not wait for it, and fails by itself. */
async function apart(): Promise<{ child: string; p: string; c: string }> {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const parent = await published("parent", [manual, calls(child, false), fails]);
  const p = await begin(parent);
  expect((await ended(p)).status).toBe("failed");
  const c = (await runsOf(child))[0]?.id ?? "";
  await ended(c);
  return { child, p, c };
}

test("a run that has called one which was repeated by itself is left by many, and asked about where it alone is repeated", async () => {
  const { child, p, c } = await family();
  const { runId } = await again(c);
  await ended(runId);
  expect(await many({ ids: [p] }, { dryRun: true })).toEqual({ count: 0, left: 1 });
  expect(await many({ ids: [p] })).toEqual({ count: 0, left: 1 });
  expect(await again(p, alone)).toMatchObject({ status: 409, code: "replay.below", runId });
  expect(await runsOf(child)).toHaveLength(2);
  // Whoever says so goes on; then it has a new one, and the repetition from before needs no other.
  const other = await again(p);
  await ended(other.runId);
  expect(await runsOf(child)).toHaveLength(3);
  expect(await again(c, alone)).toMatchObject({ code: "replay.elsewhere" });
  expect(await again(runId, alone)).toMatchObject({ code: "replay.elsewhere" });
  expect(await many({ ids: [p, c, runId] }, { dryRun: true })).toEqual({ count: 0 });
  expect(await many({ ids: [other.runId] }, { dryRun: true })).toEqual({ count: 1 });
});

test("what is called over several is left with its top as well, and counts as repeated with it", async () => {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const middle = await published("middle", [node("in", "trigger.workflow"), calls(child)]);
  const top = await published("top", [manual, calls(middle)]);
  const g = await begin(top);
  await ended(g);
  const [p] = await runsOf(middle);
  const [c] = await runsOf(child);
  const ids = [g, p?.id ?? "", c?.id ?? ""];
  expect(await many({ ids }, { dryRun: true })).toEqual({ count: 1, left: 2 });
  const { jobId, runIds = [] } = await many({ ids });
  expect(runIds).toHaveLength(1);
  expect(await job(jobId)).toMatchObject({ count: 3, done: 1, refused: 0 });
  for (const id of runIds) await ended(id);
  // Each has been started once more by the one above.
  expect((await runsOf(child)).map(({ replayOf }) => replayOf)).toEqual([null, null]);
  expect(await many({ ids }, { dryRun: true })).toEqual({ count: 0 });
});

test("a called run whose caller has not ended is left and counted, and asked about where it alone is repeated", async () => {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const parent = await published("parent", [manual, calls(child, false), waits]);
  const p = await begin(parent);
  const c = await eventually("the call", async () => (await runsOf(child))[0]?.id);
  await ended(c);
  await eventually("the wait", async () => (await api<Run>("GET", `/runs/${p}`)).status === "waiting");
  expect(await many({ workflowId: child })).toEqual({ count: 0, left: 1 });
  expect(await again(c, alone)).toMatchObject({ status: 409, code: "replay.above", runId: p });
  await api("POST", `/runs/${p}/cancel`, {});
  await ended(p);
  expect(await many({ workflowId: child })).toMatchObject({ count: 1 });
});

test("a called run is repeated where its caller is meant as well and cannot be", async () => {
  const { child, parent, p, c } = await family();
  // In the version that is asked for, the trigger of the one is gone, and the other is as it was.
  const { document, revision } = await api<{ document: { nodes: Node[] }; revision: number }>(
    "GET",
    `/workflows/${parent}`,
  );
  const nodes = document.nodes.map((one) => (one.id === "in" ? { ...one, type: "trigger.webhook" } : one));
  await api("PUT", `/workflows/${parent}`, { revision, document: { ...document, nodes } });
  expect(await api("POST", `/workflows/${parent}/publish`)).toMatchObject({ version: 2 });
  const answer = await many({ ids: [p, c] }, { version: "published" });
  expect(answer).toMatchObject({ count: 1, left: 1 });
  expect(await job(answer.jobId)).toMatchObject({ count: 2, done: 1, refused: 1 });
  const repeated = (await runsOf(child)).map(({ replayOf }) => replayOf);
  expect(repeated).toEqual([c, null]);
});

test("a called run is repeated where its caller was repeated without calling it", async () => {
  const { child, p, c } = await apart();
  await ended((await again(p, { from: "fails" })).runId);
  expect(await runsOf(child)).toHaveLength(1);
  expect(await many({ ids: [c] })).toMatchObject({ count: 1 });
  expect((await runsOf(child)).map(({ replayOf }) => replayOf)).toEqual([c, null]);
});

test("a repetition that a newer run has ended before anything of it began is none", async () => {
  const settings = { concurrency: { limit: 1, policy: "cancelOld" } };
  const workflowId = await published("busy", [manual, fails], settings);
  const id = await begin(workflowId);
  await ended(id);
  // Somebody has the one place, so that what is repeated waits for it.
  server.platform.database.handle
    .prepare(
      `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
         created_at, handled_errors, line, line_limit, place)
       SELECT 'run_busy', workspace_id, workflow_id, document_id, "trigger", 0, 'running', 1, 0, 1, created_at, 0, workflow_id, 1, 'going'
       FROM runs WHERE id = ?`,
    )
    .run(id);
  const { runId } = await again(id);
  expect(await many({ ids: [id] }, { dryRun: true })).toEqual({ count: 0 });
  await begin(workflowId);
  expect((await ended(runId)).status).toBe("cancelled");
  expect(await many({ ids: [id] }, { dryRun: true })).toEqual({ count: 1 });
  expect((await again(id, alone)).code).toBeUndefined();
  expect(await again(id, alone)).toMatchObject({ code: "replay.elsewhere" });
});

test("whoever asks for the same many once more hears the same number, and how many are left", async () => {
  const { p, c } = await family();
  const first = await many({ ids: [p, c] }, { requestKey: "the same" });
  expect(first).toMatchObject({ count: 1, left: 1 });
  expect(await many({ ids: [p, c] }, { requestKey: "the same" })).toEqual({ count: 1, left: 1, jobId: first.jobId });
});

test("a run is not asked about where the step that would call is taken over, though what it called was repeated by itself", async () => {
  const { child, p, c } = await apart();
  const { runId } = await again(c);
  await ended(runId);
  expect(await again(p, alone)).toMatchObject({ code: "replay.below", runId });
  const from = await again(p, { from: "fails", ...alone });
  expect(from).toEqual({ runId: expect.stringMatching(/^run_/) });
  await ended(from.runId);
  expect(await runsOf(child)).toHaveLength(2);
});

test("an item is asked about where what it called was repeated by itself, and no other item of its loop", async () => {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const parent = await published("parent", [
    manual,
    { ...node("people", "logic.each", { items: [1, 2], onItemError: "continue" }), port: "item" },
    { ...calls(child), parent: "people" },
  ]);
  const p = await begin(parent);
  await ended(p);
  const [second, first] = await runsOf(child);
  expect([first, second].map((run) => run?.status)).toEqual(["failed", "failed"]);
  const { runId } = await again(second?.id ?? "");
  await ended(runId);
  const items = (index: number) =>
    api<Answer>("POST", `/runs/${p}/steps/people/items`, { indexes: [index], action: "retry", ...alone });
  expect(await items(1)).toMatchObject({ status: 409, code: "replay.below", runId });
  expect(await items(0)).toEqual({ runId: expect.stringMatching(/^run_/) });
});

test("an item of a run that still goes is asked about where what it called was repeated by itself", async () => {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const parent = await published("parent", [
    manual,
    { ...node("people", "logic.each", { items: [1, 2, 3], onItemError: "continue" }), port: "item" },
    {
      ...node("pause", "logic.wait", { mode: "duration", amount: "{{ index == 2 ? 3000 : 1 }}", unit: "seconds" }),
      parent: "people",
    },
    { ...calls(child), parent: "people" },
  ]);
  const p = await begin(parent);
  const [second, first] = await eventually("two calls", async () => {
    const made = await runsOf(child);
    return made.length === 2 && made.every(({ status }) => status === "failed") ? made : undefined;
  });
  const { runId } = await again(second?.id ?? "");
  await ended(runId);
  await eventually("the third", async () => (await api<Run>("GET", `/runs/${p}`)).status === "waiting" || undefined);
  const items = (index: number, more: object = alone) =>
    api<Answer>("POST", `/runs/${p}/steps/people/items`, { indexes: [index], action: "retry", ...more });
  expect(first?.status).toBe("failed");
  expect(await items(1)).toMatchObject({ status: 409, code: "replay.below", runId });
  expect(await items(0)).toEqual({ runId: p });
  // Whoever says so goes on.
  expect(await items(1, {})).toEqual({ runId: p });
  await api("POST", `/runs/${p}/cancel`, {});
  await ended(p);
});

test("a step whose called run failed is not tried again by itself and calls no other, whatever its retry says", async () => {
  const child = await published("child", [node("in", "trigger.workflow"), fails]);
  const retry = { maxAttempts: 3, backoffSeconds: 1 };
  const parent = await published("parent", [manual, { ...calls(child), retry }]);
  const p = await begin(parent);
  expect((await ended(p)).status).toBe("failed");
  const { items } = await api<{ items: { key: string; attempts: number }[] }>("GET", `/runs/${p}/steps`);
  expect([items.find(({ key }) => key === "calls")?.attempts, (await runsOf(child)).length]).toEqual([1, 1]);
});
