import "reflect-metadata";
import { forecastSchema } from "@leeway/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { RunsModule } from "../runs/runs.module.js";
import { WorkflowsModule } from "../workflows/workflows.module.js";
import { LimitsModule } from "./limits.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([CredentialsModule, WorkflowsModule, RunsModule, LimitsModule]);
});
afterAll(() => server.close());

async function post(path: string, body: unknown) {
  const answer = await server.call("POST", `/api/v1${path}`, { body });
  expect([answer.status, answer.text]).toEqual([expect.any(Number), expect.not.stringContaining('"code"')]);
  return answer.body;
}
const forecast = async (id: string, wish: object) =>
  forecastSchema.parse(await post(`/workflows/${id}/forecast`, wish));

/** in → people → each person [ write ], with a token of 60 requests a minute. */
async function bulk(items: string, params: object = {}): Promise<string> {
  const data = { token: `for ${items}`, limitPerMinute: 60 };
  const credential = (await post("/credentials", { type: "leelooToken", name: "Main", data })).id;
  const nodes = [
    { id: "in", type: "trigger.manual" },
    { id: "people", type: "logic.set", params: { fields: [{ name: "list", value: "{{ trigger.people }}" }] } },
    { id: "each", type: "logic.each", params: { items, ...params } },
    {
      id: "write",
      type: "leeloo.message.send",
      parent: "each",
      credential,
      params: { account_id: "{{ item }}", text: "Hello" },
    },
  ];
  const edges = [
    { id: "a", source: "in", sourceHandle: "main", target: "people" },
    { id: "b", source: "people", sourceHandle: "main", target: "each" },
    { id: "c", source: "each", sourceHandle: "item", target: "write" },
  ];
  return (await post("/workflows", { document: { schemaVersion: 1, name: "To all", nodes, edges } })).id;
}
const people = (count: number) => Array.from({ length: count }, (_, index) => `person ${index}`);

test("a forecast says how many requests a run sends and when the last one has gone", async () => {
  const id = await bulk("{{ trigger.people }}");
  const before = Date.now();
  const { calls, seconds, doneAt, unknown } = await forecast(id, { node: "in", payload: { people: people(300) } });
  const after = Date.now();
  expect({ calls, unknown }).toEqual({ calls: 300, unknown: [] });
  // The first 60 go at once, each further minute as many; a little more for answers on their way.
  expect(seconds).toBeGreaterThanOrEqual(240);
  expect(seconds).toBeLessThan(310);
  expect(Date.parse(doneAt)).toBeGreaterThan(before + (seconds - 1) * 1_000);
  expect(Date.parse(doneAt)).toBeLessThanOrEqual(after + seconds * 1_000);
  const nothing = await forecast(id, { node: "in", payload: { people: [] } });
  expect(nothing).toMatchObject({ calls: 0, seconds: 0, unknown: [] });
});

test("a few requests one after another take as long as their answers, side by side less", async () => {
  const payload = { people: people(40) };
  const inOrder = await forecast(await bulk("{{ trigger.people }}"), { node: "in", payload });
  const abreast = await forecast(await bulk("{{ trigger.people }}", { concurrency: 20 }), { node: "in", payload });
  expect([inOrder.seconds, abreast.seconds]).toEqual([12, expect.any(Number)]);
  expect(abreast.seconds).toBeLessThan(2);
});

test("a list that an earlier step makes is as long as in the last run", async () => {
  const id = await bulk("{{ steps.people.list }}");
  expect(await forecast(id, { node: "in" })).toMatchObject({ calls: 1, unknown: ["each"] });
  const { runId } = await post(`/workflows/${id}/runs`, { payload: { people: people(70) }, upTo: "people" });
  for (let status = ""; status !== "succeeded";)
    status = (await server.call("GET", `/api/v1/runs/${runId}`)).body.status;
  expect(await forecast(id, { node: "in" })).toMatchObject({ calls: 70, unknown: [] });
});

test("what a published workflow sends that a step calls is counted for each item, its draft is not", async () => {
  const called = await bulk("{{ trigger.people }}");
  const loop = [
    { id: "in", type: "trigger.manual" },
    { id: "each", type: "logic.each", params: { items: ["a", "b", "c"] } },
    { id: "ask", type: "logic.workflow", parent: "each", params: { workflowId: called, input: { people: [1, 2] } } },
  ];
  const edges = [
    { id: "a", source: "in", sourceHandle: "main", target: "each" },
    { id: "b", source: "each", sourceHandle: "item", target: "ask" },
  ];
  const { id } = await post("/workflows", { document: { schemaVersion: 1, name: "Calls", nodes: loop, edges } });
  expect(await forecast(id, { node: "in" })).toMatchObject({ calls: 0, unknown: [] });
  await post(`/workflows/${called}/publish`, {});
  expect(await forecast(id, { node: "in" })).toMatchObject({ calls: 6, unknown: [] });
});

test("a forecast of a workflow that is not there, or of another workspace, says so", async () => {
  const id = await bulk("{{ trigger.people }}");
  for (const [path, workspace] of [
    ["wf_none", "ws_1"],
    [id, "ws_2"],
  ] as const) {
    const answer = await server.call("POST", `/api/v1/workflows/${path}/forecast`, { body: {}, workspace });
    expect([answer.status, answer.body.code]).toEqual([404, "notFound"]);
  }
});
