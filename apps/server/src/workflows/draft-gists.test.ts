import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { served, type Served } from "../credentials/testing/served.js";
import { VariablesModule } from "../variables/variables.module.js";
import { DraftGists } from "./draft-gists.js";
import { WorkflowsModule } from "./workflows.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([WorkflowsModule, VariablesModule]);
});
afterAll(() => server.close());

const draft = (url: string) => ({
  schemaVersion: 1,
  name: "a",
  nodes: [
    { id: "in", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} },
    { id: "out", type: "http.request", position: { x: 0, y: 0 }, params: { url } },
  ],
  edges: [{ id: "e", source: "in", target: "out" }],
});
const listed = async () => (await server.call("GET", "/api/v1/workflows")).body.items[0];
const gist = async () => server.app.get(DraftGists, { strict: false }).of("ws_1")(await listed());

test("a list counts a draft's errors once, and again when the draft or a name of the workspace changes", async () => {
  const made = await server.call("POST", "/api/v1/workflows", { body: { document: draft("{{ vars.site }}") } });
  expect(made.status).toBe(201);
  const { problems: before, nodeTypes, triggers } = await listed();
  expect([nodeTypes, triggers]).toEqual([
    ["trigger.manual", "http.request"],
    [{ nodeId: "in", type: "trigger.manual" }],
  ]);
  const first = await gist();
  expect(await gist()).toBe(first);
  await server.call("PUT", "/api/v1/variables", {
    body: { items: [{ name: "site", type: "url", value: "https://a.example" }] },
  });
  expect((await listed()).problems).toBe(before - 1);
  const second = await gist();
  expect(await gist()).toBe(second);
  const { id, revision } = made.body;
  await server.call("PUT", `/api/v1/workflows/${id}`, { body: { revision, document: draft("{{ vars.gone }}") } });
  expect((await listed()).problems).toBe(before);
});
