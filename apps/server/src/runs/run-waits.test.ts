import "reflect-metadata";
import type { Run } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { LimitsModule } from "../limits/limits.module.js";
import { settled } from "../testing/eventually.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { RunsModule } from "./runs.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule, WorkflowsModule, RunsModule, LimitsModule]);
});
afterAll(() => server.close());

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
