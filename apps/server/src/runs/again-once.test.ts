import "reflect-metadata";
import type { BulkAnswer, ReplayRun, Run } from "@leeway/api";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { eventually, settled } from "../testing/eventually.js";
import { startWorking, type WorkingServer } from "../testing/working-server.js";
import { ReplaysService } from "./replays.service.js";
import { RunJobs } from "./run-jobs.service.js";
import { RunsService } from "./runs.service.js";

let server: WorkingServer;
let workspaceId: string;
beforeAll(async () => {
  server = await startWorking();
  workspaceId = server.platform.database.handle.prepare("SELECT id FROM workspaces").pluck().get() as string;
});
afterAll(async () => {
  await server.close();
});

const api: WorkingServer["api"] = (method, path, body) => server.api(method, path, body);
const node = (id: string, type: string, params: object) => ({ id, type, name: id, position: { x: 0, y: 0 }, params });
const edge = { id: "e", source: "in", sourceHandle: "main", target: "step" };
async function published(name: string, nodes: object[], settings: object = {}): Promise<string> {
  const document = { schemaVersion: 1, name, nodes, edges: [edge], notes: [], settings };
  const { id } = await api<{ id: string }>("POST", "/workflows", { document });
  await api("POST", `/workflows/${id}/publish`);
  return id;
}
const fails = node("step", "logic.set", { fields: [{ name: "a", value: "{{ trigger.missing.much }}" }] });
const ended = (id: string) => settled(() => api<Run>("GET", `/runs/${id}`));
/** Runs of a workflow that fails, oldest first. */
async function failed(count: number, settings: object = {}): Promise<{ workflowId: string; ids: string[] }> {
  const workflowId = await published("fails", [node("in", "trigger.manual", {}), fails], settings);
  const ids: string[] = [];
  for (let left = count; left > 0; left--) {
    const { runId } = await api<{ runId: string }>("POST", `/workflows/${workflowId}/runs`, {});
    expect((await ended(runId)).status).toBe("failed");
    ids.push(runId);
  }
  return { workflowId, ids };
}
/** Which run each of a workflow repeats, those that repeat none left out. */
const repeated = async (workflowId: string) =>
  (await api<{ items: Run[] }>("GET", `/runs?workflowId=${workflowId}&limit=100`)).items
    .map(({ replayOf }) => replayOf ?? "")
    .filter((id) => id !== "")
    .toSorted();

/** Jobs as the server's own; `before`: what somebody does between their choice of a run and its repetition. */
function jobsWith(before: (id: string) => Promise<unknown>): RunJobs {
  const real = server.app.get(ReplaysService);
  const replay = async (workspace: string, id: string, wish: ReplayRun) => {
    await before(id);
    return real.replay(workspace, id, wish);
  };
  const { database } = server.platform;
  const jobs = new RunJobs(database, server.app.get(RunsService), { replay } as unknown as ReplaysService);
  open.push(jobs);
  jobs.start();
  return jobs;
}
const open: RunJobs[] = [];
afterEach(async () => {
  for (const jobs of open.splice(0)) await jobs.stop();
});
const many = (jobs: RunJobs, filter: object, requestKey?: string): Promise<BulkAnswer> =>
  jobs.begin(workspaceId, { action: "replay", filter }, { dryRun: false, by: null, requestKey });
const over = (jobs: RunJobs, { jobId = "" }: BulkAnswer) =>
  eventually("the end of it", () => {
    const job = jobs.get(workspaceId, jobId);
    return job.finishedAt === null ? undefined : job;
  });

test.each([{}, { concurrency: { limit: 1, policy: "queue" } }])(
  "a run that somebody repeats after a bulk has chosen it is not repeated by the bulk (%j)",
  async (settings) => {
    const { workflowId, ids } = await failed(3, settings);
    const [, theirs = ""] = ids;
    const jobs = jobsWith((id) => (id === theirs ? api("POST", `/runs/${id}/replay`, {}) : Promise.resolve()));
    const answer = await many(jobs, { workflowId });
    expect(await over(jobs, answer)).toMatchObject({ count: 3, done: 2, refused: 0 });
    expect(await repeated(workflowId)).toEqual(ids);
    expect(answer.runIds).toHaveLength(2);
  },
);

test("two bulks that mean the same runs repeat each once, whichever comes first", async () => {
  const { workflowId, ids } = await failed(4);
  const other = jobsWith(() => Promise.resolve());
  // The first has chosen all of them when the second one does the last two.
  const answers: Promise<BulkAnswer>[] = [];
  const first = jobsWith(async () => {
    if (answers.length === 0) answers.push(many(other, { workflowId, ids: ids.slice(2) }));
    await answers[0];
  });
  await over(first, await many(first, { workflowId }));
  expect(await repeated(workflowId)).toEqual(ids);
});

test("a bulk that goes on after a crash repeats nothing again, neither its own nor what somebody has repeated meanwhile", async () => {
  const { workflowId, ids } = await failed(4);
  const [first = "", second = "", third = ""] = ids;
  let dead = false;
  const dies = jobsWith((id) => {
    dead ||= id === second;
    return dead ? new Promise<never>(() => {}) : Promise.resolve();
  });
  void many(dies, { workflowId }, "once").catch(() => undefined);
  await eventually("the first of them", async () => dead && (await repeated(workflowId)).length === 1);
  open.length = 0;
  // One that the bulk has done, and one that it has not.
  for (const id of [first, third]) await api("POST", `/runs/${id}/replay`, {});
  const jobs = jobsWith(() => Promise.resolve());
  expect(await over(jobs, await many(jobs, { workflowId }, "once"))).toMatchObject({ count: 4, done: 3, refused: 0 });
  expect(await repeated(workflowId)).toEqual([first, ...ids]);
});

test("a run that was only rehearsed again is repeated, as nothing of that has taken effect", async () => {
  const { workflowId, ids } = await failed(1);
  const rehearsed = server.platform.database.handle
    .prepare(`INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims,
      last_seq, created_at, finished_at, handled_errors, replay_of) VALUES (?, ?, ?, 'd', 'in', 1, 'failed', 1, 0, 1, 0, 1, 0, ?)`);
  rehearsed.run("run_rehearsed", workspaceId, workflowId, ids[0]);
  const jobs = jobsWith(() => Promise.resolve());
  expect(await many(jobs, { workflowId, ids })).toMatchObject({ count: 1 });
  expect(await repeated(workflowId)).toEqual([ids[0], ids[0]]);
});

test("a run that another one starts once more is left out beside it, and is repeated where it alone is meant", async () => {
  const child = await published("child", [node("in", "trigger.workflow", {}), fails]);
  const calls = node("step", "logic.workflow", { workflowId: child, wait: true });
  const parent = await published("parent", [node("in", "trigger.manual", {}), calls]);
  const { runId } = await api<{ runId: string }>("POST", `/workflows/${parent}/runs`, {});
  expect((await ended(runId)).status).toBe("failed");
  const children = async () => (await api<{ items: Run[] }>("GET", `/runs?workflowId=${child}`)).items;
  const [first] = await children();
  const ids = [runId, first?.id ?? ""];
  const jobs = jobsWith(() => Promise.resolve());
  const counted = (filter: object) => jobs.begin(workspaceId, { action: "replay", filter }, { dryRun: true, by: null });
  expect(await counted({ workflowId: child })).toEqual({ count: 1 });
  const answer = await many(jobs, { ids });
  expect(answer).toMatchObject({ count: 1 });
  for (const id of answer.runIds ?? []) await ended(id);
  expect((await children()).map(({ replayOf }) => replayOf)).toEqual([null, null]);
  // It was done again with the run above it.
  expect(await counted({ ids: [first?.id ?? ""] })).toEqual({ count: 0 });
});

test("who knows of no repetition can ask for the first alone, and is told which one was faster", async () => {
  const { ids } = await failed(1);
  const ask = (more: object) => api<{ runId: string; code?: string }>("POST", `/runs/${ids[0]}/replay`, more);
  const wish = { unlessReplayed: true };
  const made = await Promise.all(
    ["a", "b"].map(async (requestKey) => ({ requestKey, ...(await ask({ ...wish, requestKey })) })),
  );
  const [one, two] = made.toSorted((x, y) => Number("code" in x) - Number("code" in y));
  expect(two).toMatchObject({ status: 409, code: "replay.elsewhere", runId: one?.runId });
  // Who began it and asks once more is no other.
  expect(await ask({ ...wish, requestKey: one?.requestKey })).toMatchObject({ runId: one?.runId });
  expect((await ask({})).code).toBeUndefined();
});

test("so it is with items of a loop: the first to do them again is the only one, and tells its run", async () => {
  const body = { ...fails, parent: "loop" };
  const loop = node("loop", "logic.each", { items: [1, 2], onItemError: "continue" });
  const edges = [
    { id: "e", source: "in", sourceHandle: "main", target: "loop" },
    { id: "b", source: "loop", sourceHandle: "item", target: "step" },
  ];
  const nodes = [node("in", "trigger.manual", {}), loop, body];
  const document = { schemaVersion: 1, name: "loop", nodes, edges, notes: [], settings: {} };
  const { id } = await api<{ id: string }>("POST", "/workflows", { document });
  await api("POST", `/workflows/${id}/publish`);
  const { runId } = await api<{ runId: string }>("POST", `/workflows/${id}/runs`, {});
  await ended(runId);
  const ask = (more: object) =>
    api<{ runId: string; code?: string; status?: number }>("POST", `/runs/${runId}/steps/loop/items`, {
      indexes: "failed",
      action: "retry",
      ...more,
    });
  const made = await ask({ unlessReplayed: true, requestKey: "a" });
  expect(made.code).toBeUndefined();
  const wanted = { status: 409, code: "replay.elsewhere", runId: made.runId };
  expect(await ask({ unlessReplayed: true, requestKey: "b" })).toMatchObject(wanted);
  expect(await ask({ unlessReplayed: true, requestKey: "a" })).toMatchObject({ runId: made.runId });
  expect(await repeated(id)).toEqual([runId]);
  expect((await ask({})).code).toBeUndefined();
  expect(await repeated(id)).toEqual([runId, runId]);
});
