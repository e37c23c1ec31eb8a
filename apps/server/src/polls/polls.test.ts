import "reflect-metadata";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Poller } from "./poller.service.js";
import { PollsStore } from "./polls.store.js";
import { documentOf, looksIn } from "./testing/looking.js";
import { openShop, type Shop } from "./testing/shop.js";

let shop: Shop;
let credential: string;
beforeAll(async () => {
  shop = await openShop();
  credential = await shop.credential();
});
afterAll(() => shop.close());
// Each test has triggers of its own.
afterEach(() => {
  shop.setClock(0);
  shop.sandbox.reset();
  shop.server.platform.database.handle.prepare("UPDATE polls SET live = 0, due_at = NULL").run();
});

const HOUR = 3_600_000;
const looking = (params: object = {}, own = credential) => looksIn(shop, params, own);
describe("new orders", () => {
  test("start one run each, and none of those that were there", async () => {
    await shop.order();
    const { told, orders, state } = await looking();
    expect(await told()).toEqual([]);
    const ids = [await shop.order(), await shop.order()];
    expect(await told()).toMatchObject(
      ids.map((id) => ({ what: "orders", order: { id, status: "OPENED", person_id: shop.personId } })),
    );
    expect(await orders()).toEqual(ids);
    // What was seen is known again by its fingerprint, and the id of nobody is kept.
    const kept = JSON.stringify(shop.server.platform.database.handle.prepare("SELECT * FROM poll_entries").all());
    expect([kept.includes('"entry_key"'), ids.some((id) => kept.includes(id))]).toEqual([true, false]);
    expect(await state()).toMatchObject({
      paused: false,
      looking: false,
      lastError: null,
      found: 0,
      requests: 1,
      cut: false,
      afreshAt: null,
    });
    expect(Date.parse((await state()).nextAt)).toBeGreaterThan(Date.now());
  });

  test("start one run each though the server dies after it has made the runs", async () => {
    const { orders } = await looking();
    await shop.look();
    const ids = [await shop.order(), await shop.order()];
    const polls = shop.server.app.get(PollsStore);
    Object.assign(polls, { looked: () => Promise.reject(new Error("cut off")) });
    await shop.look();
    Reflect.deleteProperty(polls, "looked");
    ids.push(await shop.order());
    expect(await orders()).toEqual(ids);
  });

  test("of several pages are all there", async () => {
    const { orders, state } = await looking();
    await shop.look();
    const ids: string[] = [];
    for (let count = 0; count < 120; count++) ids.push(await shop.order());
    await shop.look();
    expect(await state()).toMatchObject({ found: 120, requests: 3 });
    expect(new Set(await orders())).toEqual(new Set(ids));
  });

  test.each([
    ["behind", -5 * HOUR],
    ["ahead of", 5 * HOUR],
  ])("are found by a Leeloo whose clock is %s ours", async (_title, ms) => {
    shop.setClock(ms);
    await shop.order();
    const { orders } = await looking();
    await shop.look();
    const id = await shop.order();
    expect(await orders()).toEqual([id]);
  });

  test("that two workflows look for are read once", async () => {
    const [one, other] = [await looking(), await looking({ every: 5 })];
    await shop.look();
    const id = await shop.order();
    const before = shop.sandbox.requests().length;
    await shop.look();
    expect(shop.sandbox.requests().length - before).toBe(1);
    expect([await one.orders(), await other.orders()]).toEqual([[id], [id]]);
    expect((await one.state()).nextAt).toBe((await other.state()).nextAt);
  });
});

describe("a look", () => {
  test("that fails is shown, waits longer each time, and loses nothing", async () => {
    const { orders, state } = await looking({ every: 1 });
    await shop.look();
    const id = await shop.order();
    shop.sandbox.failNext({ match: { path: "/orders" }, with: 500, times: 2 });
    const waits: number[] = [];
    for (let look = 0; look < 2; look++) {
      await shop.look();
      const { lastError, lastAt, nextAt } = await state();
      expect(lastError).toMatchObject({ code: "service.down", message: expect.stringContaining("Leeloo") });
      waits.push(Date.parse(nextAt) - Date.parse(lastAt));
    }
    expect(waits).toEqual([60_000, 120_000]);
    expect(await orders()).toEqual([id]);
    expect(await state()).toMatchObject({ lastError: null, found: 1 });
  });

  test("of which nothing can be kept is not made again with each sweep, and makes no run twice when it is", async () => {
    const { orders, state, verb } = await looking();
    await shop.look();
    const id = await shop.order();
    const before = shop.sandbox.requests().length;
    const polls = shop.server.app.get(PollsStore);
    const full = () => Promise.reject(new Error("the disk is full"));
    Object.assign(polls, { looked: full, failed: full });
    for (let sweep = 0; sweep < 3; sweep++) await shop.look();
    expect(shop.sandbox.requests().length - before).toBe(1);
    for (const name of ["looked", "failed"]) Reflect.deleteProperty(polls, name);
    // As soon as there is room it is kept that it has to wait: what is due stands in the way of others.
    await shop.look();
    expect((await state()).lastError).toMatchObject({ code: "step.internal" });
    expect(polls.due(Date.now(), 200, 20)).toEqual([]);
    expect(shop.sandbox.requests().length - before).toBe(1);
    await verb("look");
    expect(await orders()).toEqual([id]);
  });

  test("goes on where it was after a pause, a rest unpublished, and a new version", async () => {
    const { id, publish, orders, state, verb } = await looking();
    await shop.look();
    await verb("pause");
    const ids = [await shop.order()];
    expect(await orders()).toEqual([]);
    expect(await state()).toMatchObject({ paused: true, nextAt: null });
    await verb("look");
    await publish();
    expect(await state()).toMatchObject({ paused: true, nextAt: null });
    await verb("resume");
    expect(await orders()).toEqual(ids);
    await shop.api("POST", `/workflows/${id}/unpublish`, {});
    ids.push(await shop.order());
    expect(await orders()).toHaveLength(1);
    await publish();
    expect(await orders()).toEqual(ids);
    expect((await shop.api("POST", `/workflows/${id}/polls/nobody/pause`)).code).toBe("notFound");
  });

  test("begins anew, and says so, with another account or something else to look for", async () => {
    const { id, publish, told, state } = await looking();
    await shop.look();
    const { revision } = await shop.api("GET", `/workflows/${id}`);
    await shop.api("PUT", `/workflows/${id}`, { revision, document: documentOf({}, await shop.credential("Other")) });
    await shop.order();
    await publish();
    expect(await told()).toEqual([]);
    expect((await state()).afreshAt).not.toBeNull();
    const order = await shop.order();
    expect(await told()).toMatchObject([{ order: { id: order } }]);
    await shop.api("PUT", `/workflows/${id}`, {
      revision: revision + 1,
      document: documentOf({ what: "people" }, credential),
    });
    await publish();
    expect(await told()).toHaveLength(1);
  });

  test("with a credential that is gone says so", async () => {
    const own = await shop.credential("Short-lived");
    const { state } = await looking({}, own);
    shop.server.platform.database.handle.prepare("DELETE FROM credentials WHERE id = ?").run(own);
    await shop.look();
    expect((await state()).lastError).toMatchObject({ code: "credential.unreadable" });
  });
});

describe("orders whose status has changed", () => {
  test("start a run with each change, told what it was before", async () => {
    const id = await shop.order();
    const { told } = await looking({ what: "orderStatus" });
    const fresh = await shop.order();
    await shop.look();
    await shop.resolve(id);
    const paid = await shop.order();
    await shop.resolve(paid);
    await shop.look();
    await shop.resolve(id, "REJECTED");
    expect(await told()).toMatchObject([
      { what: "orderStatus", order: { id, status: "RESOLVED" }, previous: { status: "OPENED" } },
      { order: { id: paid, status: "RESOLVED" }, previous: { status: null } },
      { order: { id, status: "REJECTED" }, previous: { status: "RESOLVED" } },
    ]);
    expect(await told()).toHaveLength(3);
    await shop.resolve(fresh);
    expect(await told()).toHaveLength(4);
  });

  test("start none where it is another status than the chosen ones", async () => {
    const id = await shop.order();
    const { told } = await looking({ what: "orderStatus", statuses: ["REJECTED"] });
    await shop.look();
    await shop.resolve(id);
    expect(await told()).toEqual([]);
    await shop.resolve(id, "REJECTED");
    expect(await told()).toMatchObject([{ previous: { status: "RESOLVED" } }]);
  });
});

test("new people start a run each, and nobody who was there and writes again", async () => {
  const { told } = await looking({ what: "people" });
  await shop.look();
  await shop.sandbox.happen({ type: "MESSAGE", personId: shop.personId, text: "Ще раз добрий день" });
  expect(await told()).toEqual([]);
  await shop.sandbox.happen({ type: "SUBSCRIPTION", name: "Нова Людина", phone: "+380671112233" });
  await shop.sandbox.happen({ type: "SUBSCRIPTION", name: "Ще Одна" });
  expect((await told()).map(({ person }) => person.name)).toEqual(["Нова Людина", "Ще Одна"]);
  expect(await told()).toHaveLength(2);
});

test("new messages of a channel start a run each: the person's alone, or those of both sides", async () => {
  const account_id = shop.channelId;
  const theirs = await looking({ what: "messages", account_id });
  const all = await looking({ what: "messages", account_id, from: "all" });
  await shop.look();
  await shop.sandbox.happen({ type: "MESSAGE", personId: shop.personId, text: "Чи є місця?" });
  await shop.call("POST", "/messages/send-message", { account_id, text: "Є!" });
  expect((await theirs.told()).map(({ message }) => message.text)).toEqual(["Чи є місця?"]);
  expect((await all.told()).map(({ message }) => message.text)).toEqual(["Чи є місця?", "Є!"]);
});

test("looks that wait for the limiter keep none of another account waiting; a stop ends them, and is no failure", async () => {
  // The token's minute is used up by what was before.
  const { id, state } = await looking({}, await shop.credential("Slow", 1));
  const columns = `workspace_id, params, credential_id, identity, live, due_at, failures, found, requests, cut`;
  shop.server.platform.database.handle
    .prepare(
      `INSERT INTO polls (workflow_id, node_id, ${columns}) SELECT workflow_id, 'look-' || n.value, ${columns}
       FROM polls, json_each(?) n WHERE workflow_id = ?`,
    )
    .run(JSON.stringify(Array.from({ length: 30 }, (_, index) => index)), id);
  const other = await looking({ what: "people" });
  const look = shop.look();
  expect((await state()).looking).toBe(true);
  const { looking: isLooking, lastAt } = await other.state();
  expect(isLooking || lastAt !== null).toBe(true);
  await shop.server.app.get(Poller).stop();
  await look;
  expect(await state()).toMatchObject({ looking: false, lastAt: null, lastError: null });
});
