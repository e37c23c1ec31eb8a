import "reflect-metadata";
import type { Run } from "@leeway/api";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { LimitsModule } from "../limits/limits.module.js";
import { WaitsOfRuns1763700000049 } from "../adapters/database/migrations/0049-waits-of-runs.js";
import { AskedRuns1763700000051 } from "../adapters/database/migrations/0051-asked-runs.js";
import { eventually, settled } from "../testing/eventually.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { DocumentNodes } from "../workflows/document-nodes.js";
import { RunLists } from "./run-lists.js";
import { WorkerService } from "./worker.service.js";
import { RunsModule } from "./runs.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule, WorkflowsModule, RunsModule, LimitsModule]);
  server.app.get(WorkerService).start();
});
afterAll(async () => {
  await server.app.get(WorkerService).stop(1_000);
  await server.close();
});

const call = async (method: string, path: string, body?: unknown) =>
  (await server.call(method, `/api/v1${path}`, body === undefined ? {} : { body })).body;

/** A run of a trigger and these steps side by side, once it waits; as the list shows it. */
async function waitingRun(steps: readonly object[]): Promise<Run> {
  const nodes = [{ id: "in", type: "trigger.manual" }, ...steps.map((step, index) => ({ id: `s${index}`, ...step }))];
  const edges = steps.map((_, index) => ({ id: `e${index}`, source: "in", sourceHandle: "main", target: `s${index}` }));
  const { id } = await call("POST", "/workflows", { document: { schemaVersion: 1, name: "Waits", nodes, edges } });
  const { runId } = await call("POST", `/workflows/${id}/runs`, {});
  const find = async (): Promise<Run> =>
    (await call("GET", `/runs?workflowId=${id}`)).items.find((run: Run) => run.id === runId);
  const run = await settled(find, ["waiting"]);
  expect((await call("GET", `/runs/${runId}`)).waitingFor).toEqual(run.waitingFor);
  return run;
}
const wait = (params: object) => ({ type: "logic.wait", params });
const hours = { mode: "duration", amount: 2, unit: "hours" };

test("a waiting run says what for, and until when", async () => {
  const timed = await waitingRun([wait(hours)]);
  expect(timed.waitingFor).toEqual({ reason: "time", until: expect.any(String) });
  expect(Date.parse(timed.waitingFor?.until ?? "") - Date.now()).toBeGreaterThan(7_000_000);
  expect((await waitingRun([wait({ mode: "callback" })])).waitingFor).toMatchObject({ reason: "callback" });
  expect((await waitingRun([wait({ mode: "approval" })])).waitingFor).toMatchObject({ reason: "approval" });
});

test("a run says what it waits for, however much it has written along with that", async () => {
  const set = { type: "logic.set", params: { fields: [{ name: "a", value: 1 }] } };
  const run = await waitingRun([wait(hours), ...Array.from({ length: 80 }, () => set)]);
  expect(run.waitingFor).toMatchObject({ reason: "time" });
});

test("of several waits that for a person comes first", async () => {
  const both = await waitingRun([wait({ mode: "approval" }), wait(hours)]);
  expect(both.waitingFor).toMatchObject({ reason: "approval" });
});

test("of several waits that is told that is over first, whichever began last", async () => {
  const callback = (timeout: number) => wait({ mode: "callback", timeout, timeoutUnit: "hours" });
  for (const steps of [
    [wait(hours), callback(9)],
    [callback(9), wait(hours)],
    [wait({ mode: "callback" }), wait(hours)],
  ])
    expect((await waitingRun(steps)).waitingFor).toEqual({ reason: "time", until: expect.any(String) });
});

test("once a wait is over, what still waits beside it is told, though it began before", async () => {
  const nodes = [
    { id: "in", type: "trigger.manual" },
    { id: "call", ...wait({ mode: "callback" }) },
    { id: "ok", ...wait({ mode: "approval" }) },
  ];
  const edges = ["call", "ok"].map((target) => ({ id: target, source: "in", sourceHandle: "main", target }));
  const { id } = await call("POST", "/workflows", { document: { schemaVersion: 1, name: "Beside", nodes, edges } });
  const { runId } = await call("POST", `/workflows/${id}/runs`, {});
  const waitingFor = async () => (await call("GET", `/runs/${runId}`)).waitingFor ?? null;
  expect(await eventually("an approval", waitingFor)).toEqual({ reason: "approval", until: null });
  await call("POST", `/runs/${runId}/steps/ok/approve`, { approved: true });
  await eventually("the call", async () => (await waitingFor())?.reason === "callback");
});

test("a run that goes on and waits again says what it waits for now", async () => {
  const nodes = [
    { id: "in", type: "trigger.manual" },
    { id: "ok", ...wait({ mode: "approval", timeout: 2, timeoutUnit: "hours" }) },
    { id: "call", ...wait({ mode: "callback" }) },
  ];
  const link = (id: string, source: string, target: string) => ({ id, source, sourceHandle: "main", target });
  const edges = [link("e1", "in", "ok"), link("e2", "ok", "call")];
  const { id } = await call("POST", "/workflows", { document: { schemaVersion: 1, name: "Twice", nodes, edges } });
  const { runId } = await call("POST", `/workflows/${id}/runs`, {});
  const waitingFor = async () => (await call("GET", `/runs/${runId}`)).waitingFor ?? null;
  const asked = await eventually("an approval", waitingFor);
  expect(asked).toEqual({ reason: "approval", until: expect.any(String) });
  await call("POST", `/runs/${runId}/steps/ok/approve`, { approved: true });
  await eventually("what comes behind it", async () => (await waitingFor())?.reason === "callback");
  expect(await waitingFor()).toEqual({ reason: "callback", until: null });
});

test("a run whose token is paused waits because of that", async () => {
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  const { id: credential } = await call("POST", "/credentials", { type: "leelooToken", name: "Shop", data });
  const [{ id }] = (await call("GET", "/limits")).items;
  await call("POST", `/limits/${encodeURIComponent(id)}/pause`, {});
  expect((await waitingRun([{ type: "leeloo.tag.list", credential }])).waitingFor).toMatchObject({ reason: "pause" });
});

test("a run that does not wait says nothing of the kind", async () => {
  const nodes = [{ id: "in", type: "trigger.manual" }];
  const { id } = await call("POST", "/workflows", { document: { schemaVersion: 1, name: "Done", nodes, edges: [] } });
  const { runId } = await call("POST", `/workflows/${id}/runs`, {});
  const run = await settled<Run>(() => call("GET", `/runs/${runId}`));
  expect(run).not.toHaveProperty("waitingFor");
});

test("a list of waiting runs reads nothing of their logs, however much they carry", async () => {
  const { handle } = server.platform.database;
  const runs = await Promise.all(
    Array.from({ length: 5 }, () => waitingRun([wait(hours), wait({ mode: "callback" })])),
  );
  const ran: string[] = [];
  const prepare = handle.prepare.bind(handle);
  const watched = vi.spyOn(handle, "prepare").mockImplementation((sql: string) => {
    const statement = prepare(sql);
    for (const how of ["all", "get", "iterate"] as const) {
      const run = statement[how].bind(statement) as (...values: unknown[]) => never;
      statement[how] = (...values: unknown[]) => {
        ran.push(sql);
        return run(...values);
      };
    }
    return statement;
  });
  const nodes = new DocumentNodes(server.platform.database);
  const lists = new RunLists(server.platform.database, {} as never, {} as never, nodes);
  watched.mockRestore();
  const workspaceId = prepare("SELECT workspace_id FROM runs WHERE id = ?").pluck().get(runs[0]?.id) as string;
  const told = lists.told(
    workspaceId,
    runs.map(({ id }) => id),
    "en",
  );
  expect(told.map(({ waitingFor }) => waitingFor?.reason)).toEqual(
    runs.map(() => expect.stringMatching(/time|callback/)),
  );
  expect(ran).toHaveLength(1);
  expect(ran.filter((sql) => sql.includes("run_events"))).toEqual([]);
});

test("what runs waited for before that stood in their rows is told all the same", async () => {
  const runs = [
    await waitingRun([wait(hours)]),
    await waitingRun([wait({ mode: "callback" })]),
    await waitingRun([wait({ mode: "approval" }), wait(hours)]),
  ];
  const { database } = server.platform;
  await database.queue.write((db) =>
    db.exec("ALTER TABLE runs DROP COLUMN waiting_for; ALTER TABLE runs DROP COLUMN waits_until"),
  );
  const runner = { query: (sql: string) => database.queue.write((db) => db.exec(sql)) };
  await new WaitsOfRuns1763700000049().up(runner as never);
  await new AskedRuns1763700000051().up(runner as never);
  for (const { id, waitingFor } of runs) expect((await call("GET", `/runs/${id}`)).waitingFor).toEqual(waitingFor);
});
