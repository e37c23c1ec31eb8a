import "reflect-metadata";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import type { Workflow } from "@leeway/api";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WorkerService } from "../runs/worker.service.js";
import { eventually } from "../testing/eventually.js";
import { startWorking, type WorkingServer } from "../testing/working-server.js";

let server: WorkingServer;
beforeAll(async () => (server = await startWorking()));
afterAll(() => server.close());

const api: WorkingServer["api"] = (method, path, body) => server.api(method, path, body);
/** The path of a webhook that is live. */
async function hook(): Promise<string> {
  const node = { id: "in", type: "trigger.webhook", name: "in", position: { x: 0, y: 0 }, params: {} };
  const document = { schemaVersion: 1, name: "W", nodes: [node], edges: [], notes: [], settings: {} };
  const { id } = await api<{ id: string }>("POST", "/workflows", { document });
  await api("POST", `/workflows/${id}/publish`, {});
  const { triggers } = await api<Workflow>("GET", `/workflows/${id}`);
  return new URL(triggers[0]?.url ?? "").pathname;
}
const post = (path: string, length: number, more = "") =>
  `POST ${path} HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;

/** What has come over a connection so far. */
function heard(socket: Socket): () => string {
  let text = "";
  socket.on("data", (bytes: Buffer) => (text += bytes.toString()));
  return () => text;
}

const statuses = (text: string): string[] => [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status = ""]) => status);

test("a call that had begun when the server began to stop gets its run, one that begins later is refused by the framework", async () => {
  const path = await hook();
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  const said = heard(socket);
  await once(socket, "connect");
  const body = JSON.stringify({ n: 1 });
  socket.write(post(path, body.length, "expect: 100-continue\r\n"));
  await eventually("word that it has begun", () => said().includes("100 Continue"));
  const fastify: FastifyInstance = server.app.getHttpAdapter().getInstance();
  const closed = fastify.close();
  await server.app.get(WorkerService).stop(1_000);
  await eventually("a server that takes no more connections", () => !fastify.server.listening);
  socket.write(body);
  await eventually("its answer", () => statuses(said()).includes("202"));
  socket.write(post(path, body.length) + body);
  await eventually("the second answer", () => statuses(said()).length === 3);
  expect(statuses(said())).toEqual(["100", "202", "503"]);
  await eventually("the end of the connection", () => socket.destroyed);
  await closed;
  // It waits on the disk for the next start: the worker takes nothing more.
  const runs = server.platform.database.handle.prepare("SELECT status FROM runs").pluck().all();
  expect(runs).toEqual(["queued"]);
});
