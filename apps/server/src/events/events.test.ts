import "reflect-metadata";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { LeelooEvent, LeelooHub } from "@leeway/api";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { WorkerService } from "../runs/worker.service.js";
import { FanOut } from "./fan-out.service.js";
import { ForwardService } from "./forward.service.js";
import { EventRetention, KEPT_MS } from "./retention.service.js";

const key = "key-of-the-workspace-0123456789";
const environment = {
  LEEWAY_OWNER_EMAIL: "owner@example.com",
  LEEWAY_OWNER_PASSWORD: "a password of theirs",
  LEEWAY_API_KEY: key,
  LEEWAY_ALLOW_PRIVATE_HOSTS: "127.0.0.1",
};

let server: WholeServer;
let hub = "";
beforeAll(async () => {
  server = await startWhole(environment, null, () => {});
  server.app.get(WorkerService).start();
  server.app.get(FanOut).start();
  server.app.get(ForwardService).start();
  hub = await address();
});
afterAll(async () => {
  await server.app.get(WorkerService).stop(1_000);
  await server.close();
});

const call = (method: string, path: string, body?: unknown) =>
  fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
// oxlint-disable-next-line typescript/no-explicit-any -- answers are read by the tests, each with its own shape
const api = async (method: string, path: string, body?: unknown): Promise<any> =>
  (await call(method, path, body)).json();
const address = async () => server.url + new URL(((await api("GET", "/leeloo-hub")) as LeelooHub).url).pathname;
const post = (body: unknown, headers: Record<string, string> = { "content-type": "application/json" }, to = hub) =>
  fetch(to, { method: "POST", headers, body: typeof body === "string" ? body : JSON.stringify(body) });
const send = async (body: unknown) => ((await (await post(body)).json()) as { eventId: string }).eventId;
const event = (id: string): Promise<LeelooEvent> => api("GET", `/leeloo-events/${id}`);

async function eventually<T>(what: string, check: () => Promise<T | undefined | false>): Promise<T> {
  for (const end = Date.now() + 15_000; Date.now() < end;) {
    const value = await check();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`never came: ${what}`);
}
const done = (id: string) =>
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
async function save(name: string, ...listeners: Listener[]): Promise<string> {
  const { id } = await api("POST", "/workflows", { document: documentOf(name, listeners) });
  return id as string;
}
async function publish(name: string, ...listeners: Listener[]): Promise<string> {
  const id = await save(name, ...listeners);
  expect((await call("POST", `/workflows/${id}/publish`)).status).toBe(200);
  published.push(id);
  return id;
}
/** What one test publishes does not hear of the next one's events. */
afterEach(async () => {
  for (const id of published.splice(0)) await call("DELETE", `/workflows/${id}`);
});
const runsOf = async (id: string) =>
  (await api("GET", `/runs?workflowId=${id}`)).items as { id: string; trigger: string; status: string }[];
const order = (id: string, more: object = {}) => ({ type: "ORDER", data: { order_id: id, price: 100, ...more } });

describe("an event", () => {
  test("is on disk when it is answered, and starts every workflow that listens to its type", async () => {
    const first = await publish("First", { params: { events: ["ORDER"] } });
    const second = await publish("Second", { params: { events: ["sale", "order"] } });
    const other = await publish("Other", { params: { events: ["SALE"] } });
    const off = await publish(
      "Off",
      { id: "on", params: { events: ["SALE"] } },
      { id: "off", params: { events: ["ORDER"] }, disabled: true },
    );
    const draft = await save("Draft", { params: { events: ["ORDER"] } });
    const answer = await post(order("o-1", { email: "olena@example.com" }));
    const { eventId } = (await answer.json()) as { eventId: string };
    expect(answer.status).toBe(200);
    const { handle } = server.platform.database;
    expect(handle.prepare("SELECT type, order_id FROM leeloo_events WHERE id = ?").get(eventId)).toEqual({
      type: "ORDER",
      order_id: "o-1",
    });
    const { deliveries, data, orderId } = await done(eventId);
    expect({ data, orderId }).toEqual({
      data: { order_id: "o-1", price: 100, email: "olena@example.com" },
      orderId: "o-1",
    });
    expect(deliveries.map(({ workflowName, status }) => [workflowName, status])).toEqual([
      ["First", "started"],
      ["Second", "started"],
    ]);
    for (const id of [first, second])
      expect((await runsOf(id)).map(({ id: run }) => run)).toEqual([
        deliveries.find(({ workflowId }) => workflowId === id)?.runId,
      ]);
    for (const id of [other, off, draft]) expect(await runsOf(id)).toEqual([]);
    const run = (await runsOf(first))[0]?.id ?? "";
    await eventually("the run's end", async () => (await api("GET", `/runs/${run}`)).status === "succeeded");
    const { output } = await api("GET", `/runs/${run}/steps/event`);
    expect(output).toEqual({ type: "ORDER", data, receivedAt: expect.stringMatching(/Z$/) });
  });

  test("that comes twice with its order number is answered the same and starts one run", async () => {
    const id = await publish("Once", { params: { events: ["ORDER", "SALE"] } });
    const [first, second] = [await done(await send(order("o-2"))), await done(await send(order("o-2")))];
    expect(second.deliveries).toEqual([{ ...first.deliveries[0], status: "repeated" }]);
    await done(await send({ ...order("o-2"), type: "SALE" }));
    expect(await runsOf(id)).toHaveLength(2);
  });

  test("without an order counts each time, unless a key is chosen", async () => {
    const each = await publish("Each", { params: { events: ["MESSAGE"] } });
    const chosen = await publish("Chosen", { params: { events: ["MESSAGE"], dedupe: "{{ trigger.data.text }}" } });
    for (const text of ["hello", "hello", "bye"]) await done(await send({ type: "MESSAGE", data: { text } }));
    await done(await send({ type: "MESSAGE", data: {} }));
    await done(await send({ type: "MESSAGE" }));
    expect([(await runsOf(each)).length, (await runsOf(chosen)).length]).toEqual([5, 4]);
  });

  test("that does not meet the condition starts nothing; one whose condition cannot be judged says why", async () => {
    const where = { all: [{ value: "{{ trigger.data.price }}", op: "greater", to: 500 }] };
    const id = await publish("Dear", { params: { events: ["ORDER"], where } });
    const healthy = await publish("Healthy", { params: { events: ["ORDER"] } });
    const cheap = await done(await send(order("o-3")));
    expect(cheap.deliveries.map(({ status }) => status)).toEqual(["unmet", "started"]);
    const dear = await done(await send(order("o-4", { price: "1 200,50" })));
    expect(dear.deliveries.map(({ status }) => status)).toEqual(["started", "started"]);
    const odd = await done(await send({ type: "ORDER", data: { order_id: "o-5" } }));
    expect(odd.deliveries.map(({ status }) => status)).toEqual(["failed", "started"]);
    expect(odd.deliveries[0]?.error).toMatchObject({
      code: "expression.missing",
      message: expect.stringContaining("price"),
    });
    expect([(await runsOf(id)).length, (await runsOf(healthy)).length]).toEqual([1, 3]);
  });

  test("reaches each trigger of a workflow once", async () => {
    const id = await publish(
      "Two",
      { id: "a", params: { events: ["ORDER"] } },
      { id: "b", params: { events: ["ORDER"] } },
    );
    await done(await send(order("o-6")));
    expect((await runsOf(id)).map(({ trigger }) => trigger).toSorted()).toEqual(["a", "b"]);
  });

  test("is offered again to who had no run of it, and to nobody else", async () => {
    const had = await publish("Had", { params: { events: ["ORDER"] } });
    const id = await send(order("o-7"));
    await done(id);
    const late = await publish("Late", { params: { events: ["ORDER"] } });
    const offers = Array.from({ length: 3 }, () => api("POST", `/leeloo-events/${id}/deliver`, {}));
    for (const { deliveries } of (await Promise.all(offers)) as LeelooEvent[])
      expect(deliveries.map(({ workflowName, status }) => [workflowName, status])).toEqual([
        ["Had", "started"],
        ["Late", "started"],
      ]);
    expect([(await runsOf(had)).length, (await runsOf(late)).length]).toEqual([1, 1]);
    expect((await call("POST", "/leeloo-events/evt_unknown/deliver", {})).status).toBe(404);
  });

  test("that comes while workflows are published and unpublished starts each at most once", async () => {
    const id = await publish("Busy", { params: { events: ["ORDER"] } });
    const ids: string[] = [];
    const toggling = (async () => {
      for (let i = 0; i < 15; i++) {
        await call("POST", `/workflows/${id}/unpublish`);
        await call("POST", `/workflows/${id}/publish`);
      }
    })();
    for (let i = 0; i < 60; i++) ids.push(await send(order(`race-${i}`)));
    await toggling;
    const last = await done(await send(order("race-last")));
    const settled = await Promise.all(ids.map(done));
    const started = [...settled, last].flatMap(({ deliveries }) => deliveries);
    const runs = (await api("GET", `/runs?workflowId=${id}&limit=200`)).items as { id: string }[];
    expect(started.map(({ runId }) => String(runId)).toSorted()).toEqual(runs.map((run) => run.id).toSorted());
    expect(started.every(({ status }) => status === "started")).toBe(true);
    expect(last.deliveries).toHaveLength(1);
  });
});

describe("a request that is no event", () => {
  test.each<[string, string, number, string]>([
    ["no JSON", "hello", 400, "request.notJson"],
    ["nothing", "", 400, "request.notJson"],
    ["a list", "[1]", 400, "request.notJson"],
    ["null", "null", 400, "request.notJson"],
    ["no type", '{"data":{}}', 422, "request.invalid"],
    ["a type that is no text", '{"type":5}', 422, "request.invalid"],
    ["an empty type", '{"type":" "}', 422, "request.invalid"],
    ["a type without end", JSON.stringify({ type: "x".repeat(101) }), 422, "request.invalid"],
    ["a key that reaches a prototype", '{"type":"ORDER","data":{"__proto__":{}}}', 400, "request.forbiddenKey"],
    ["nesting without end", `{"type":"ORDER","data":${"[".repeat(100)}${"]".repeat(100)}}`, 400, "request.tooDeep"],
    ["two megabytes", JSON.stringify({ type: "ORDER", data: "x".repeat(2_000_000) }), 413, "request.tooLarge"],
  ])("%s is refused, and nothing is kept", async (_what, body, status, code) => {
    const count = server.platform.database.handle.prepare("SELECT count(*) FROM leeloo_events").pluck();
    const before = count.get();
    const answer = await post(body);
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    expect(count.get()).toBe(before);
  });

  test("is not asked for its content type where it is JSON", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/json"]) {
      const answer = await post(`\uFEFF${JSON.stringify(order("o-8"))}`, { "content-type": type });
      expect(answer.status).toBe(200);
      expect((await done(((await answer.json()) as { eventId: string }).eventId)).orderId).toBe("o-8");
    }
  });

  test("a GET says that the address is right, anything else that it is not to be; a wrong key is not found", async () => {
    expect(await (await fetch(hub)).json()).toEqual({ ok: true });
    const put = await fetch(hub, { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, POST"]);
    expect((await post(order("o-9"), undefined, `${server.url}/hooks/leeloo/guess`)).status).toBe(404);
  });
});

describe("the address", () => {
  test("is renewed: the old one ends, the new one takes events", async () => {
    const old = hub;
    expect((await call("POST", "/leeloo-hub/renew", {})).status).toBe(200);
    hub = await address();
    expect(hub).not.toBe(old);
    expect((await post(order("o-10"), undefined, old)).status).toBe(404);
    expect((await post(order("o-10"))).status).toBe(200);
  });

  test.each(["ftp://a.example/", "not a url", "javascript:alert(1)", 5])(
    "%p is nowhere to send events on to",
    async (forwardTo) => {
      expect((await call("PUT", "/leeloo-hub", { forwardTo })).status).toBe(422);
    },
  );

  test("does not send events on to itself", async () => {
    expect((await call("PUT", "/leeloo-hub", { forwardTo: hub })).status).toBe(422);
  });
});

describe("sending on", () => {
  let far: Server;
  let status = 200;
  const arrivals: string[] = [];
  beforeAll(async () => {
    far = createServer((request, response) => {
      let body = "";
      request.on("data", (text: Buffer) => (body += text.toString()));
      request.on("end", () => {
        arrivals.push(body);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => far.listen(0, "127.0.0.1", resolve));
    await call("PUT", "/leeloo-hub", { forwardTo: `http://127.0.0.1:${(far.address() as AddressInfo).port}/old` });
  });
  afterAll(async () => {
    await call("PUT", "/leeloo-hub", { forwardTo: null });
    far.close();
  });
  const forwarded = (id: string, state: string) =>
    eventually(`${id} ${state}`, async () => {
      const { forward } = await event(id);
      return forward?.state === state && forward;
    });

  test("gives the event as it came, to the byte", async () => {
    const text = '{ "type": "ORDER",\n "data": {"order_id": 12345678901234567890, "name": "Олена"} }';
    const answer = await post(text);
    const { eventId } = (await answer.json()) as { eventId: string };
    expect(await forwarded(eventId, "sent")).toEqual({
      state: "sent",
      tries: 1,
      status: 200,
      error: null,
      nextAt: null,
    });
    expect(arrivals).toEqual([text]);
  });

  test("is tried again after a refusal, and keeps no workflow waiting", async () => {
    const id = await publish("Meanwhile", { params: { events: ["ORDER"] } });
    status = 503;
    arrivals.length = 0;
    const eventId = await send(order("o-11"));
    await done(eventId);
    expect(await runsOf(id)).toHaveLength(1);
    await eventually("the first refusal", async () => (await event(eventId)).forward?.status === 503);
    status = 200;
    expect(await forwarded(eventId, "sent")).toMatchObject({ tries: 2, status: 200 });
    expect(arrivals).toHaveLength(2);
  });

  test("leaves out what was sent on already", async () => {
    const answer = await post(order("o-12"), { "content-type": "application/json", "x-leeway-forwarded": "1" });
    const { eventId } = (await answer.json()) as { eventId: string };
    expect((await done(eventId)).forward).toBeNull();
  });
});

test("old events are forgotten, those still to be handed on are not", async () => {
  const retention = server.app.get(EventRetention);
  const ids = async () => ((await api("GET", "/leeloo-events?limit=200")).items as LeelooEvent[]).map(({ id }) => id);
  for (const id of await ids()) await done(id);
  await server.app.get(FanOut).stop();
  const waiting = await send(order("o-13"));
  await retention.clean(Date.now() + KEPT_MS - 60_000, 3);
  expect(await ids()).toHaveLength(3);
  await retention.clean(Date.now() + KEPT_MS + 60_000);
  expect(await ids()).toEqual([waiting]);
  server.app.get(FanOut).start();
  await done(waiting);
});
