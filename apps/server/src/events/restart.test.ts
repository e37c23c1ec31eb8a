import "reflect-metadata";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LeelooEvent, LeelooHub } from "@leeway/api";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WorkerService } from "../runs/worker.service.js";
import { eventually } from "../testing/eventually.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { FanOut } from "./fan-out.service.js";

const key = "key-of-the-workspace-0123456789";
let folder = "";
let server: WholeServer;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "leeway-restart-"));
  server = await start();
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Takes events, but hands none on until it is told to. */
const start = () =>
  startWhole(
    {
      LEEWAY_DATA_DIR: folder,
      LEEWAY_OWNER_EMAIL: "owner@example.com",
      LEEWAY_OWNER_PASSWORD: "a password of theirs",
      LEEWAY_API_KEY: key,
    },
    null,
    () => {},
  );
/** What a crash leaves is what is on disk: nothing is handed on while it stops. */
async function restart() {
  await server.close();
  server = await start();
}
// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
async function api(method: string, path: string, body?: unknown): Promise<any> {
  const answer = await fetch(`${server.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}
async function listens(name: string) {
  const trigger = { id: "event", type: "trigger.leelooEvent", position: { x: 0, y: 0 }, params: { events: ["ORDER"] } };
  const set = {
    id: "set",
    type: "logic.set",
    position: { x: 300, y: 0 },
    params: { fields: [{ name: "a", value: "b" }] },
  };
  const edges = [{ id: "e", source: "event", sourceHandle: "main", target: "set" }];
  const document = { schemaVersion: 1, name, nodes: [trigger, set], edges, notes: [], settings: {} };
  const { id } = await api("POST", "/api/v1/workflows", { document });
  await api("POST", `/api/v1/workflows/${id}/publish`);
  return id as string;
}
async function send(id: string): Promise<string> {
  const { url } = (await api("GET", "/api/v1/leeloo-hub")) as LeelooHub;
  return (await api("POST", new URL(url).pathname, { type: "ORDER", data: { order_id: id } })).eventId;
}
async function handOn(id: string): Promise<LeelooEvent> {
  server.app.get(FanOut).start();
  return eventually(`${id} handed on`, async () => {
    const found = (await api("GET", `/api/v1/leeloo-events/${id}`)) as LeelooEvent;
    return found.state === "done" && found;
  });
}
const runs = () => server.platform.database.handle.prepare("SELECT id FROM runs ORDER BY id").pluck().all() as string[];

test("an event that was stored before the crash starts its runs after it", async () => {
  await listens("A");
  const id = await send("o-1");
  expect([((await api("GET", `/api/v1/leeloo-events/${id}`)) as LeelooEvent).state, runs()]).toEqual(["waiting", []]);
  await restart();
  const { deliveries } = await handOn(id);
  expect(deliveries.map(({ status, runId }) => [status, runId])).toEqual([["started", runs()[0]]]);
});

test("a crash between one run and the next makes the second and not the first again", async () => {
  await listens("A");
  await listens("B");
  const id = await send("o-1");
  const before = await handOn(id);
  const [first, second] = before.deliveries;
  // As it is on disk when the process ends after the first run was committed: neither is noted, the second is not there.
  await server.app.get(FanOut).stop();
  await server.app.get(WorkerService).stop(1_000);
  await server.platform.database.queue.write((db) => {
    db.prepare("UPDATE leeloo_deliveries SET status = 'pending' WHERE event_id = ?").run(id);
    db.prepare("UPDATE leeloo_events SET due_at = 0 WHERE id = ?").run(id);
    db.prepare("DELETE FROM run_events WHERE run_id = ?").run(second?.runId);
    db.prepare("DELETE FROM runs WHERE id = ?").run(second?.runId);
  });
  expect(runs()).toEqual([first?.runId]);
  await restart();
  const after = await handOn(id);
  expect(after.deliveries).toEqual(before.deliveries);
  expect(runs().toSorted()).toEqual([String(first?.runId), String(second?.runId)].toSorted());
});

test("a workflow whose document cannot be read keeps no other from its run", async () => {
  await listens("Broken");
  const healthy = await listens("Healthy");
  await server.platform.database.queue.write((db) =>
    db.exec(`UPDATE workflow_documents SET document = '{' WHERE workflow_id <> '${healthy}'`),
  );
  await restart();
  const { deliveries } = await handOn(await send("o-1"));
  expect(deliveries.map(({ workflowId, status }) => [workflowId, status])).toEqual([[healthy, "started"]]);
});

test("a workflow that is taken off between event and run gets the run it was promised", async () => {
  const id = await listens("Promised");
  const event = await send("o-1");
  await handOn(event);
  await server.app.get(FanOut).stop();
  await server.platform.database.queue.write((db) => {
    db.exec("DELETE FROM run_events; DELETE FROM runs; UPDATE leeloo_deliveries SET status = 'pending'");
    db.exec("UPDATE leeloo_events SET due_at = 0");
  });
  await api("POST", `/api/v1/workflows/${id}/unpublish`);
  expect((await handOn(event)).deliveries.map(({ status }) => status)).toEqual(["started"]);
  expect(runs()).toHaveLength(1);
});
