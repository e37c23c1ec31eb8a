import "reflect-metadata";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { EventsStore } from "../events/events.store.js";
import { FanOut } from "../events/fan-out.service.js";
import { PollLists } from "../polls/poll-lists.js";
import { openShop, type Shop } from "../polls/testing/shop.js";
import { OrderChecks } from "./order-checks.service.js";
import { OrderChecksStore } from "./order-checks.store.js";

let shop: Shop;
let credential: string;
let hub: string;
beforeAll(async () => {
  shop = await openShop();
  credential = await shop.credential();
  const { url } = await shop.api("GET", "/leeloo-hub");
  hub = `${shop.server.url}${new URL(url).pathname}`;
  shop.server.app.get(FanOut).start();
});
afterAll(() => shop.close());
const sql = (text: string) => shop.server.platform.database.handle.prepare(text).run();
/** A sandbox that begins anew would give the ids of the same second again. */
let tests = 0;
beforeEach(() => shop.setClock(-HOUR - ++tests * 60_000));
afterEach(() => {
  shop.sandbox.reset();
  shop.server.app.get(PollLists).forget();
  for (const table of ["order_checks", "order_check_days", "missed_orders"]) sql(`DELETE FROM ${table}`);
});

const HOUR = 3_600_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const work = () => shop.server.app.get(OrderChecks).work();
const event = (type: string, order_id: string) =>
  fetch(hub, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ type, data: { order_id } }),
  });
const compare = async (from = 24 * HOUR, to = 0) => {
  const begun = await shop.api("POST", "/leeloo-check", { credential, from: ago(from), to: ago(to) });
  expect(begun.last.state).toBe("reading");
  await work();
  return shop.api("GET", "/leeloo-check");
};
const run = async (...orders: { type: string; orderId: string }[]) => {
  await shop.api("POST", "/leeloo-check/run", { orders });
  await work();
  return shop.api("GET", "/leeloo-check");
};
/** A workflow that hears of events, and what its runs were given. */
async function hearing(params: object, own?: string) {
  const nodes = [
    { id: "event", type: "trigger.leelooEvent", position: { x: 0, y: 0 }, params, ...(own && { credential: own }) },
    { id: "note", type: "logic.set", position: { x: 320, y: 0 }, params: { fields: [] } },
  ];
  const edges = [{ id: "e", source: "event", sourceHandle: "main", target: "note" }];
  const document = { schemaVersion: 1, name: "Hears", nodes, edges, notes: [], settings: {} };
  const { id } = await shop.api("POST", "/workflows", { document });
  const { version, ...refused } = await shop.api("POST", `/workflows/${id}/publish`, {});
  if (version !== 1) throw new Error(JSON.stringify(refused));
  const told = async (count: number) => {
    for (let tries = 0; tries < 200; tries++) {
      const { items } = await shop.api("GET", `/runs?workflowId=${id}`);
      if (items.length >= count && tries > 5) {
        const steps = items.map((one: { id: string }) => shop.api("GET", `/runs/${one.id}/steps/event`));
        return (await Promise.all(steps)).map(({ output }) => output);
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error("the runs did not come");
  };
  const end = () => shop.api("DELETE", `/workflows/${id}`);
  return { id, told, end };
}

test("orders of which no event came are listed with when, who and how much, and start their workflow once on a word", async () => {
  const { told, end } = await hearing({ events: ["ORDER"] });
  const [heard, missing, other] = [await shop.order(), await shop.order(), await shop.order()];
  await event("order", heard);
  const check = await compare();
  expect(check.last).toMatchObject({ state: "done", daily: false, expected: 3, received: 1, cut: false, error: null });
  const person = shop.sandbox.snapshot().people.find(({ id }) => id === shop.personId);
  expect(check.missed).toEqual(
    [other, missing].map((orderId) => ({
      type: "ORDER",
      orderId,
      at: expect.stringMatching(/Z$/),
      title: "Замовлення з сайту",
      price: "950",
      currency: "UAH",
      person: { id: shop.personId, name: person?.name, phone: person?.phone, email: person?.email },
      state: "missing",
      eventId: null,
    })),
  );
  const after = await run({ type: "ORDER", orderId: missing });
  expect(after.missed).toMatchObject([
    { state: "missing" },
    { state: "started", eventId: expect.stringMatching(/^evt_/) },
  ]);
  const told2 = await told(2);
  expect(told2[0]).toMatchObject({
    type: "ORDER",
    recovered: true,
    data: { order_id: missing, account_id: shop.channelId, price: 950, phone: person?.phone, email: person?.email },
  });
  expect(await shop.api("GET", `/leeloo-events/${after.missed[1].eventId}`)).toMatchObject({ recovered: true });
  // Whatever comes later, or is pressed again, starts no second run.
  await event("ORDER", missing);
  await run({ type: "ORDER", orderId: missing });
  expect(await compare()).toMatchObject({ last: { received: 2 }, missed: [{ orderId: other }, { state: "started" }] });
  expect(await told(2)).toHaveLength(2);
  await end();
});

test("a sale is missed where a workflow would hear of it", async () => {
  const id = await shop.order();
  await event("ORDER", id);
  await shop.resolve(id);
  expect((await compare()).missed).toEqual([]);
  const { told, end } = await hearing({ events: ["SALE"] });
  expect((await compare()).missed).toMatchObject([{ type: "SALE", orderId: id }]);
  await run({ type: "SALE", orderId: id });
  expect(await told(1)).toMatchObject([{ type: "SALE", data: { order_id: id } }]);
  await end();
});

test("what came meanwhile is not made up for, and what was put aside is listed no more", async () => {
  const [late, aside] = [await shop.order(), await shop.order()];
  expect((await compare()).missed).toHaveLength(2);
  await event("ORDER", late);
  expect((await run({ type: "ORDER", orderId: late })).missed).toMatchObject([{ orderId: aside }]);
  await shop.api("POST", "/leeloo-check/dismiss", { orders: [{ type: "ORDER", orderId: aside }] });
  expect((await compare()).missed).toEqual([]);
});

test("an event is made once though the server dies before it is kept", async () => {
  const { told, end } = await hearing({ events: ["ORDER"] });
  const id = await shop.order();
  await compare();
  const events = shop.server.app.get(EventsStore);
  Object.assign(events, {
    insert: () => {
      throw new Error("cut off");
    },
  });
  expect((await run({ type: "ORDER", orderId: id })).missed).toMatchObject([{ state: "missing", eventId: null }]);
  Reflect.deleteProperty(events, "insert");
  await run({ type: "ORDER", orderId: id });
  await run({ type: "ORDER", orderId: id });
  expect(await told(1)).toHaveLength(1);
  await end();
});

test("a workflow that asks for it has orders compared every day, without what may be on its way", async () => {
  const id = await shop.order();
  shop.setClock(0);
  await shop.order();
  const { end } = await hearing({ events: ["ORDER"], check: true }, credential);
  const channel = { kind: "webhook", url: "http://127.0.0.1:9/" };
  const rule = { channels: [channel], on: ["failed"], digestMinutes: 60, language: "en" };
  await shop.api("PUT", "/notices", rule);
  await work();
  expect(await shop.api("GET", "/leeloo-check")).toMatchObject({
    last: { state: "done", daily: true, expected: 1 },
    missed: [{ orderId: id }],
  });
  const due = () =>
    shop.server.platform.database.handle.prepare("SELECT due_at FROM order_check_days").pluck().all() as number[];
  expect(due()[0]).toBeGreaterThan(Date.now() + 23 * HOUR);
  const notices = async () => (await shop.api("GET", "/notices/deliveries")).items;
  expect(await notices()).toMatchObject([{ kind: "missedOrders", workflow: { name: "Hears" }, state: "waiting" }]);
  sql("UPDATE order_checks SET state = 'reading', daily = 0");
  sql("UPDATE order_check_days SET due_at = 0");
  await work();
  await work();
  expect((await shop.api("GET", "/leeloo-check")).last.daily).toBe(true);
  // What was told of once is not told of every day.
  expect(await notices()).toHaveLength(1);
  await end();
  expect(due()).toEqual([]);
});

test("a period that nobody can know of, a stranger's credential and a service that refuses are told", async () => {
  const asked = { credential, from: ago(40 * 24 * HOUR), to: ago(0) };
  expect((await shop.api("POST", "/leeloo-check", asked)).code).toBe("orderCheck.tooOld");
  expect((await shop.api("POST", "/leeloo-check", { ...asked, from: ago(HOUR), credential: "cred_x" })).code).toBe(
    "notFound",
  );
  shop.sandbox.failNext({ match: { path: "/orders" }, with: 401 });
  expect((await compare()).last).toMatchObject({ state: "failed", error: { code: "service.tokenRefused" } });
});

test("what a sandbox tells of an order leaves the true event missing", async () => {
  const id = await shop.order();
  expect((await compare()).missed).toMatchObject([{ orderId: id }]);
  await event("ORDER", id);
  sql("UPDATE leeloo_events SET from_sandbox = 1");
  // Of a period in which it is not looked for again.
  expect((await compare(HOUR / 2)).missed).toMatchObject([{ orderId: id }]);
  sql("UPDATE leeloo_events SET from_sandbox = 0");
  expect((await compare(HOUR / 2)).missed).toEqual([]);
});

test("an event that cannot be made does not end a comparison that was begun meanwhile", async () => {
  const id = await shop.order();
  await compare();
  const events = shop.server.app.get(EventsStore);
  Object.assign(events, {
    insert: () => {
      throw new Error("cut off");
    },
  });
  const checks = shop.server.app.get(OrderChecksStore);
  const giveBack = checks.giveBack.bind(checks);
  Object.assign(checks, {
    giveBack: async (...of: Parameters<typeof giveBack>) => {
      await giveBack(...of);
      sql("UPDATE order_checks SET state = 'reading'");
    },
  });
  await shop.api("POST", "/leeloo-check/run", { orders: [{ type: "ORDER", orderId: id }] });
  await work();
  Reflect.deleteProperty(events, "insert");
  Reflect.deleteProperty(checks, "giveBack");
  expect((await shop.api("GET", "/leeloo-check")).last.state).toBe("reading");
  await work();
  expect(await shop.api("GET", "/leeloo-check")).toMatchObject({ last: { state: "done" }, missed: [{ orderId: id }] });
});

// The last one: the token's minute is used up, and what waits for it is ended for good.
test("a workspace whose account lets it wait keeps no other one waiting", async () => {
  // A call a minute: the second one, for who ordered, waits.
  await shop.order();
  const slow = await shop.credential("Slow", 1);
  await shop.api("POST", "/leeloo-check", { credential: slow, from: ago(24 * HOUR), to: ago(0) });
  sql(`INSERT INTO missed_orders (workspace_id, type, order_id, credential_id, at, order_data, state)
    VALUES ('ws_other', 'ORDER', 'o-1', 'cred_gone', 1, '{}', 'wanted')`);
  const working = work();
  const state = () =>
    shop.server.platform.database.handle
      .prepare("SELECT state FROM missed_orders WHERE workspace_id = 'ws_other'")
      .pluck()
      .get();
  while (state() === "wanted") await new Promise((resolve) => setTimeout(resolve, 5));
  expect([state(), (await shop.api("GET", "/leeloo-check")).last.state]).toEqual(["missing", "reading"]);
  shop.server.app.get(PollLists).stop();
  await shop.server.app.get(OrderChecks).stop();
  await working;
});
