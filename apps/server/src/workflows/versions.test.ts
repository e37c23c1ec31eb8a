import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { served, type Served } from "../credentials/testing/served.js";
import { WorkflowsModule } from "./workflows.module.js";

let server: Served;
beforeAll(async () => {
  server = await served([WorkflowsModule]);
});
afterAll(() => server.close());

const draft = (name: string) => ({
  schemaVersion: 1,
  name,
  nodes: [{ id: "in", type: "trigger.manual", position: { x: 0, y: 0 }, params: {} }],
});

test("a version is read with its document, and comes back as the draft while the live one stays", async () => {
  const { id } = (await server.call("POST", "/api/v1/workflows", { body: { document: draft("first") } })).body;
  const at = `/api/v1/workflows/${id}`;
  await server.call("POST", `${at}/publish`, { body: {} });
  await server.call("PUT", at, { body: { revision: 1, document: draft("second") } });
  await server.call("POST", `${at}/publish`, { body: {} });

  const first = await server.call("GET", `${at}/versions/1`);
  expect(first.body).toMatchObject({ version: 1, current: false, document: { name: "first" } });
  expect((await server.call("GET", `${at}/versions/2`)).body).toMatchObject({ current: true });
  expect((await server.call("GET", `${at}/versions/3`)).status).toBe(404);

  const restored = await server.call("POST", `${at}/versions/1/restore`, { body: {} });
  expect(restored.body).toMatchObject({ name: "first", revision: 3, published: { version: 2, revision: 2 } });
  const { body } = await server.call("GET", `${at}/versions`);
  expect(body.items.map(({ version, current }: { version: number; current: boolean }) => [version, current])).toEqual([
    [2, true],
    [1, false],
  ]);
});
