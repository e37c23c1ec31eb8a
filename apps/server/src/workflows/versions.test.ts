import "reflect-metadata";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
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

test("how many runs go at a time counts with the write that publishes it, for those that wait already, too", async () => {
  const limited = (limit: number) => ({ ...draft("in line"), settings: { concurrency: { limit, policy: "queue" } } });
  const { id } = (await server.call("POST", "/api/v1/workflows", { body: { document: limited(1) } })).body;
  const { handle, queue } = server.platform.database;
  const stand = handle.prepare(
    `INSERT INTO runs (id, workspace_id, workflow_id, document_id, "trigger", rehearsal, status, fence, claims, last_seq,
       created_at, handled_errors, line, place, line_limit)
     VALUES (?, 'ws_1', ?, 'd', 'in', 0, 'queued', 1, 0, 1, ?, 0, ?, ?, 1)`,
  );
  for (const [at, place] of ["going", "next", "next"].entries()) stand.run(`run_${at}`, id, at, id, place);
  const line = () =>
    handle.prepare("SELECT place, line_limit FROM runs WHERE workflow_id = ? ORDER BY id").raw().all(id);
  const going = ["going", 3];
  await server.call("PUT", `/api/v1/workflows/${id}`, { body: { revision: 1, document: limited(3) } });
  const writes = vi.spyOn(queue, "write");
  await server.call("POST", `/api/v1/workflows/${id}/publish`, { body: {} });
  expect([writes.mock.calls.length, line()]).toEqual([1, [going, going, going]]);
  writes.mockRestore();
  // Somebody saved meanwhile: what is refused changes no limit.
  await server.call("PUT", `/api/v1/workflows/${id}`, { body: { revision: 2, document: limited(2) } });
  const { status } = await server.call("POST", `/api/v1/workflows/${id}/publish`, { body: { revision: 2 } });
  expect([status, line()]).toEqual([409, [going, going, going]]);
});
