import "reflect-metadata";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Run } from "@leeway/api";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { eventually } from "../testing/eventually.js";
import { startWorking, type WorkingServer } from "../testing/working-server.js";
import { RunJobs } from "./run-jobs.service.js";

/** Takes what it is sent and, but for the first item of a loop, hangs up: nobody knows whether it arrived. `heals`: from then on it answers. */
let heals = false;
let taken: unknown[] = [];
const shop = createServer((request, response) => {
  let body = "";
  request.on("data", (part: Buffer) => (body += part.toString()));
  request.on("end", () => {
    taken.push(JSON.parse(body));
    if (heals || taken.at(-1) === "a") response.setHeader("content-type", "application/json").end("{}");
    else request.socket.destroy();
  });
});

let server: WorkingServer;
beforeAll(async () => {
  await new Promise<void>((resolve) => shop.listen(0, "127.0.0.1", resolve));
  server = await startWorking({ LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1" });
  server.app.get(RunJobs).start();
});
afterAll(async () => {
  await server.app.get(RunJobs).stop();
  await server.close();
  shop.close();
});
beforeEach(() => {
  taken = [];
  heals = false;
});

interface Answer {
  status?: number;
  code?: string;
  detail?: string;
  runId: string;
}
const api: WorkingServer["api"] = (method, path, body) => server.api(method, path, body);
const node = (id: string, type: string, params: object = {}, more: object = {}) => ({
  id,
  type,
  params,
  name: id,
  position: { x: 0, y: 0 },
  ...more,
});
const edge = (source: string, target: string, sourceHandle = "main") => ({
  id: `${source}-${target}`,
  source,
  sourceHandle,
  target,
});
const send = (body: unknown, more: object = {}) =>
  node("send", "http.request", { method: "POST", url: at(), body, bodyType: "json" }, more);
const at = () => `http://127.0.0.1:${(shop.address() as AddressInfo).port}/`;
async function published(nodes: object[], edges: object[]): Promise<string> {
  const document = { schemaVersion: 1, name: "shop", nodes, edges, notes: [], settings: {} };
  const { id } = await api<{ id: string }>("POST", "/workflows", { document });
  expect(await api("POST", `/workflows/${id}/publish`)).toMatchObject({ version: 1 });
  return id;
}
const runOf = (id: string) => api<Run>("GET", `/runs/${id}`);
const begin = async (workflowId: string) => (await api<Answer>("POST", `/workflows/${workflowId}/runs`, {})).runId;
const until = (id: string, ...statuses: string[]) =>
  eventually(statuses.join(), async () => {
    const run = await runOf(id);
    return statuses.includes(run.status) && run;
  });
const newest = async (workflowId: string) =>
  (await api<{ items: Run[] }>("GET", `/runs?workflowId=${workflowId}`)).items[0]?.id ?? "";
const cancelled = async (id: string) => {
  await api("POST", `/runs/${id}/cancel`, {});
  await until(id, "cancelled");
};
const again = (id: string, more: object = {}) => api<Answer>("POST", `/runs/${id}/replay`, more);
const counted = (filter: object) => api<object>("POST", "/runs/replay", { filter, dryRun: true });

/** A run of one call that was cancelled while nobody knew what had become of the call. */
async function alone(): Promise<{ workflow: string; run: string }> {
  const workflow = await published([node("in", "trigger.manual"), send({ a: 1 })], [edge("in", "send")]);
  const run = await begin(workflow);
  await until(run, "needs_attention");
  await cancelled(run);
  return { workflow, run };
}
/** A run whose called one was cancelled so. */
async function calling(wait = true): Promise<{ parent: string; caller: string; called: string }> {
  const child = await published([node("in", "trigger.workflow"), send({ a: 1 })], [edge("in", "send")]);
  const calls = node("calls", "logic.workflow", { workflowId: child, wait });
  const after = node("after", "logic.set", { fields: [{ name: "a", value: "{{ trigger.missing.much }}" }] });
  const parent = await published(
    [node("in", "trigger.manual"), calls, after],
    [edge("in", "calls"), edge("calls", "after")],
  );
  const caller = await begin(parent);
  const called = await eventually("the called run", () => newest(child));
  await until(called, "needs_attention");
  return { parent, caller, called };
}

test("a whole run that was cancelled in doubt is done again only by who says so in spite of it", async () => {
  const { run } = await alone();
  const refused = await again(run);
  expect(refused).toMatchObject({ status: 409, code: "replay.mayRepeat", runId: run });
  expect(refused.detail).toContain("“send”");
  expect(taken).toHaveLength(1);
  heals = true;
  await until((await again(run, { despiteDoubt: true })).runId, "succeeded");
  expect(taken).toHaveLength(2);
});

test("who names the step has said so; who names one before it has not", async () => {
  const { run } = await alone();
  heals = true;
  expect(await again(run, { from: "in" })).toMatchObject({ code: "replay.mayRepeat" });
  await until((await again(run, { from: "send" })).runId, "succeeded");
  expect(taken).toHaveLength(2);
});

test("a rehearsal of it sends nothing to anybody, and is not asked", async () => {
  const { run } = await alone();
  heals = true;
  await until((await again(run, { rehearsal: true })).runId, "succeeded");
  expect(taken).toHaveLength(1);
});

test("among many it is left out, which is told before", async () => {
  const { workflow, run } = await alone();
  const filter = { workflowId: workflow, status: ["cancelled"] };
  expect(await counted(filter)).toEqual({ count: 0, left: 1 });
  expect(await api("POST", "/runs/replay", { filter })).toEqual({ count: 0, left: 1 });
  // Of some that were chosen one by one as well.
  expect(await counted({ ids: [run], status: ["cancelled"] })).toEqual({ count: 0, left: 1 });
  expect(taken).toHaveLength(1);
});

test.each([
  ["cancelled with it", async ({ caller }: { caller: string }) => cancelled(caller), "cancelled"],
  ["that was cancelled by itself", async ({ called }: { called: string }) => cancelled(called), "failed"],
])("a doubt in a called run, %s, is one of the run that has called it", async (_how, ends, status) => {
  const family = await calling();
  await ends(family);
  await until(family.caller, status);
  const refused = { status: 409, code: "replay.mayRepeat", runId: family.called };
  expect(await again(family.caller)).toMatchObject(refused);
  // Whoever names the step that calls does not know of it.
  expect(await again(family.caller, { from: "calls" })).toMatchObject(refused);
  expect(await counted({ workflowId: family.parent, status: [status] })).toEqual({ count: 0, left: 1 });
  heals = true;
  await until((await again(family.caller, { despiteDoubt: true })).runId, "failed");
  expect(taken).toHaveLength(2);
});

test("nobody is asked about a called run that is not started again, or of which all is known by now", async () => {
  const { caller, called } = await calling(false);
  await until(caller, "failed");
  // It waits for somebody's word, and its caller would send it once more.
  expect(await again(caller)).toMatchObject({ code: "replay.mayRepeat", runId: called });
  await until((await again(caller, { from: "after" })).runId, "failed");
  expect(taken).toHaveLength(1);
  await api("POST", `/runs/${called}/steps/send/resolve`, { as: "done" });
  await until(called, "succeeded");
  heals = true;
  expect((await again(caller)).code).toBeUndefined();
  await eventually("the call of its called run", () => taken.length === 2);
});

/** A loop of which each item calls; the called run of the second one is cancelled in doubt. Of three the last one is in doubt then. */
async function looping(items: string[]): Promise<{ caller: string; called: string; child: string }> {
  const child = await published([node("in", "trigger.workflow"), send("{{ trigger.item }}")], [edge("in", "send")]);
  const loop = node("loop", "logic.each", { items, concurrency: 1, onItemError: "continue" });
  const calls = { workflowId: child, wait: true, input: { item: "{{ item }}" } };
  const parent = await published(
    [node("in", "trigger.manual"), loop, node("calls", "logic.workflow", calls, { parent: "loop" })],
    [edge("in", "loop"), edge("loop", "calls", "item")],
  );
  const caller = await begin(parent);
  const called = await eventually("the second one", async () => {
    const run = await newest(child);
    return (await runOf(run)).status === "needs_attention" && run;
  });
  await cancelled(called);
  return { caller, called, child };
}
const items = (caller: string, more: object) =>
  api<Answer>("POST", `/runs/${caller}/steps/loop/items`, { action: "retry", ...more });

test("so it is with items of a loop that has ended", async () => {
  const { caller, called } = await looping(["a", "b"]);
  await until(caller, "succeeded");
  for (const indexes of [[1], "failed"])
    expect(await items(caller, { indexes })).toMatchObject({ code: "replay.mayRepeat", runId: called });
  expect((await items(caller, { indexes: [1], action: "skip" })).code).toBeUndefined();
  heals = true;
  const { runId } = await items(caller, { indexes: "failed", despiteDoubt: true });
  await until(runId, "succeeded");
  expect(taken).toEqual(["a", "b", "b"]);
});

test("and of one that goes on", async () => {
  const { caller, called, child } = await looping(["a", "b", "c"]);
  await eventually("the third call", () => taken.length === 3);
  for (const indexes of [[1], "failed"])
    expect(await items(caller, { indexes })).toMatchObject({ code: "replay.mayRepeat", runId: called });
  heals = true;
  expect((await items(caller, { indexes: "failed", despiteDoubt: true })).code).toBeUndefined();
  await api("POST", `/runs/${await newest(child)}/steps/send/resolve`, { as: "done" });
  await until(caller, "succeeded");
  expect(taken).toEqual(["a", "b", "c", "b"]);
});
