import "reflect-metadata";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { LeelooEvent, LeelooHub } from "@leeway/api";
import { WorkerService } from "../../runs/worker.service.js";
import { eventually } from "../../testing/eventually.js";
import { startWhole, type WholeServer } from "../../testing/whole-server.js";
import { FanOut } from "../fan-out.service.js";
import { ForwardService } from "../forward.service.js";

const key = "key-of-the-workspace-0123456789";
const environment = {
  LEEWAY_OWNER_EMAIL: "owner@example.com",
  LEEWAY_OWNER_PASSWORD: "a password of theirs",
  LEEWAY_API_KEY: key,
  LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
};

/** The server that the tests of a file share, and its workspace's address for events. */
export let server: WholeServer;
let hub = "";
/** Starts the server for the tests of the file that calls this. */
export function listening() {
  beforeAll(async () => {
    server = await startWhole(environment, null, () => {});
    server.app.get(WorkerService).start();
    server.app.get(FanOut).start();
    server.app.get(ForwardService).start();
    hub = await address();
  });
  // What one test publishes does not hear of the next one's events.
  afterEach(async () => {
    for (const id of published.splice(0)) await call("DELETE", `/workflows/${id}`);
  });
  afterAll(async () => {
    await server.app.get(WorkerService).stop(1_000);
    await server.close();
  });
}

export const call = (method: string, path: string, body?: unknown) =>
  fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
export const api = async (method: string, path: string, body?: unknown): Promise<any> =>
  (await call(method, path, body)).json();
export const address = async () => server.url + new URL(((await api("GET", "/leeloo-hub")) as LeelooHub).url).pathname;
const json = { "content-type": "application/json" };
export const post = (body: unknown, headers: Record<string, string> = json, to = hub) =>
  fetch(to, { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) });
export const send = async (body: unknown) => ((await (await post(body)).json()) as { eventId: string }).eventId;
export const event = (id: string): Promise<LeelooEvent> => api("GET", `/leeloo-events/${id}`);

export const done = (id: string) =>
  eventually(`the end of ${id}`, async () => {
    const found = await event(id);
    return found.state === "done" && found;
  });

const published: string[] = [];
interface Listener {
  id?: string;
  params: Record<string, unknown>;
  disabled?: boolean;
}
const documentOf = (name: string, listeners: Listener[]) => ({
  schemaVersion: 1,
  name,
  nodes: [
    ...listeners.map(({ id = "event", params, disabled }) => ({
      id,
      type: "trigger.leelooEvent",
      params,
      position: { x: 0, y: 0 },
      ...(disabled && { disabled }),
    })),
    {
      id: "set",
      type: "logic.set",
      position: { x: 300, y: 0 },
      params: { fields: [{ name: "a", value: "{{ trigger.type }}" }] },
    },
  ],
  edges: listeners.map(({ id = "event" }, index) => ({
    id: `e${index}`,
    source: id,
    sourceHandle: "main",
    target: "set",
  })),
  notes: [],
  settings: {},
});
export async function save(name: string, ...listeners: Listener[]): Promise<string> {
  const { id } = await api("POST", "/workflows", { document: documentOf(name, listeners) });
  return id as string;
}
export async function publish(name: string, ...listeners: Listener[]): Promise<string> {
  const id = await save(name, ...listeners);
  expect((await call("POST", `/workflows/${id}/publish`)).status).toBe(200);
  published.push(id);
  return id;
}
export const runsOf = async (id: string) =>
  (await api("GET", `/runs?workflowId=${id}`)).items as {
    id: string;
    trigger: string;
    status: string;
    rehearsal: boolean;
  }[];
export const order = (id: string, more: object = {}) => ({
  type: "ORDER",
  data: { order_id: id, price: 100, ...more },
});
