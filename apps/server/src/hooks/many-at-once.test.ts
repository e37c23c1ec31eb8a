import "reflect-metadata";
import type { LocalBrakes, NewRun } from "@leeway/engine";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { BRAKES, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { Foresight, usualManner } from "../runs/foresight/foresight.js";
import { WorkerService } from "../runs/worker.service.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { HooksService } from "./hooks.service.js";

const key = "key-of-the-workspace-0123456789";
const node = (id: string, type: string, params: object) => ({ id, type, params });
const nodes = [
  node("in", "trigger.webhook", { respond: "node", dedupe: "{{ trigger.body.order }}" }),
  node("name", "logic.set", { fields: [{ name: "name", value: "{{ trigger.body.name | trim }}" }] }),
  node("answer", "logic.respond", { status: 200, body: { hello: "{{ steps.name.name }}" } }),
];
const edges = [0, 1].map((i) => ({
  id: `e${i}`,
  source: nodes[i]!.id,
  sourceHandle: "main",
  target: nodes[i + 1]!.id,
}));

/** However slow this machine is, the thread is asked. */
const manner = { ...usualManner };
let server: WholeServer;
let address = "";
let workflow = "";
beforeAll(async () => {
  Object.assign(usualManner, { processors: 4, lateMs: 60_000, idleMs: 60_000 });
  const owner = { LEEWAY_OWNER_EMAIL: "owner@example.com", LEEWAY_OWNER_PASSWORD: "a password of theirs" };
  server = await startWhole({ ...owner, LEEWAY_API_KEY: key }, null, () => {});
  server.app.get(WorkerService).start();
  ({ id: workflow } = await api("POST", "/workflows", { document: { schemaVersion: 1, name: "Many", nodes, edges } }));
  await api("POST", `/workflows/${workflow}/publish`, {});
  const { triggers } = await api("GET", `/workflows/${workflow}`);
  address = server.url + new URL(triggers[0].url).pathname;
});
afterAll(async () => {
  await server.app.get(WorkerService).stop(1_000);
  await server.close();
  Object.assign(usualManner, manner);
});

// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
async function api(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return answer.json();
}

async function send(order: number, name: string): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify({ order, name }) });
  return answer.json();
}

/** How many of the runs that began meanwhile came from the thread. */
async function foreseen(work: () => Promise<void>): Promise<number> {
  const takes = vi.spyOn(Foresight.prototype, "takes");
  await work();
  const taken = takes.mock.results.filter(({ value }) => value === true).length;
  takes.mockRestore();
  return taken;
}

test("many who call at once get their own answers, and each has its run, wherever that was computed", async () => {
  let order = 0;
  const names = new Map<number, string>();
  const round = async () => {
    const orders = Array.from({ length: 50 }, () => (order += 1));
    for (const one of orders) names.set(one, `Особа ${one}`);
    const answers = await Promise.all(orders.map((one) => send(one, ` Особа ${one} `)));
    expect(answers).toEqual(orders.map((one) => ({ hello: `Особа ${one}` })));
  };
  await vi.waitUntil(async () => (await foreseen(round)) > 10, { timeout: 30_000, interval: 0 });
  expect(await send(1, "somebody else")).toEqual({ hello: "Особа 1", duplicate: true });

  const { handle } = server.platform.database;
  const open = handle.prepare<[], number>("SELECT count(*) FROM runs WHERE status <> 'succeeded'").pluck();
  await vi.waitUntil(() => open.get() === 0, { timeout: 15_000 });
  const logs = handle.prepare<[], string>(
    "SELECT json_group_array(json(body) ORDER BY seq) FROM run_events GROUP BY run_id",
  );
  const seen = new Map<number, string>();
  for (const log of logs.pluck().all()) {
    // oxlint-disable-next-line typescript/no-explicit-any -- read as it is expected
    const [created, named, answered, finished, ...more] = JSON.parse(log).flat() as Record<string, any>[];
    expect([answered!["responds"], finished!["type"], more]).toEqual([true, "run.finished", []]);
    expect(seen.has(created!["payload"].body.order)).toBe(false);
    seen.set(created!["payload"].body.order, named!["output"].name);
  }
  expect(seen).toEqual(names);
});

test("what people stop while it is computed elsewhere is kept, and not begun", async () => {
  const hooks = server.app.get(HooksService);
  const brakes = server.app.get<LocalBrakes>(BRAKES);
  const found = hooks.find(address.split("/hooks/")[1]!);
  const { target, documentId, version, plan, node: trigger } = found;
  const run = (n: number): NewRun => ({
    id: `run_stopped_${n}_${Math.random()}`,
    workspaceId: target.workspaceId,
    workflowId: target.workflowId,
    documentId,
    version,
    trigger: trigger.id,
    payload: { body: { name: "x", order: 0 } },
    rehearsal: false,
    at: Date.now(),
  });
  const runs = Array.from({ length: 20 }, (_, n) => run(n));
  const taken = await foreseen(async () => {
    const begun = runs.map((one) => server.app.get(WorkerService).begin(one, plan.document, "node"));
    // They are handed over at the end of this turn.
    setImmediate(() => brakes.stop(target.workflowId));
    await Promise.all(begun);
  });
  expect(taken).toBeGreaterThan(0);
  const read = server.platform.database.handle
    .prepare<[string], number>("SELECT last_seq FROM runs WHERE id = ?")
    .pluck();
  const bare = runs.filter(({ id }) => read.get(id) === 1);
  expect(bare.length).toBeGreaterThanOrEqual(taken);
  brakes.release(target.workflowId);
  await server.app.get<SqliteRunStore>(RUN_STORE).unpark(target);
  await vi.waitUntil(() => runs.every(({ id }) => read.get(id)! > 1), { timeout: 15_000 });
});
