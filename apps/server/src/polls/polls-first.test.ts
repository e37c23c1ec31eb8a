import "reflect-metadata";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { Backfills } from "./backfills.service.js";
import { PollLists } from "./poll-lists.js";
import { PollsStore } from "./polls.store.js";
import { documentOf, drawnIn, looksIn } from "./testing/looking.js";
import { openShop, type Shop } from "./testing/shop.js";

let shop: Shop;
let credential: string;
beforeAll(async () => {
  shop = await openShop();
  credential = await shop.credential();
});
afterAll(() => shop.close());
afterEach(() => {
  shop.setClock(0);
  shop.sandbox.reset();
  shop.server.app.get(PollLists).forget();
  shop.server.platform.database.handle.exec("DELETE FROM polls; DELETE FROM poll_backfills");
});

const DAY = 24 * 3_600_000;
/** An order of so many days ago, by the clock of Leeloo. */
async function orderOf(days: number): Promise<string> {
  shop.setClock(-days * DAY);
  const id = await shop.order();
  shop.setClock(0);
  return id;
}
const past = { firstPoll: "past", firstDays: 3 };
/** What the runs were given, with the past made up for. */
async function toldOf({ told }: Awaited<ReturnType<typeof drawnIn>>) {
  await told();
  await shop.server.app.get(Backfills).work();
  return told();
}

describe("the first look", () => {
  test("takes the orders of the last days where the trigger wants them, each once, and says so before", async () => {
    await orderOf(5);
    const [two, one] = [await orderOf(2), await orderOf(1)];
    const drawn = await drawnIn(shop, past, credential);
    expect(await drawn.ahead()).toMatchObject([
      { nodeId: "look", kind: "first", count: 2, more: false, error: null, calls: 0, seconds: 0 },
    ]);
    expect((await shop.api("GET", `/runs?workflowId=${drawn.id}`)).items).toEqual([]);
    await drawn.publish();
    expect(await toldOf(drawn)).toMatchObject([
      { order: { id: two }, backfilled: true },
      { order: { id: one }, backfilled: true },
    ]);
    expect((await drawn.state()).backfill).toMatchObject({ state: "done", found: 2, had: 0, made: 2 });
    // The next version is no first one.
    expect(await drawn.ahead()).toEqual([]);
    await drawn.publish();
    const now = await shop.order();
    expect((await toldOf(drawn)).map(({ order }) => order.id)).toEqual([two, one, now]);
  });

  test("takes nothing of the past where nobody asked for it, or somebody wants it left alone", async () => {
    await orderOf(1);
    const plain = await drawnIn(shop, {}, credential);
    expect(await plain.ahead()).toEqual([]);
    await plain.publish();
    const left = await drawnIn(shop, past, credential);
    await left.publish("look");
    expect([await toldOf(plain), await toldOf(left)]).toEqual([[], []]);
    expect((await left.state()).backfill).toBeNull();
  });

  test("takes them though the server dies before it is noted, and all that came until then", async () => {
    const ids = [await orderOf(1)];
    const drawn = await drawnIn(shop, past, credential);
    await drawn.publish();
    const polls = shop.server.app.get(PollsStore);
    Object.assign(polls, { looked: () => Promise.reject(new Error("cut off")) });
    await shop.look();
    Reflect.deleteProperty(polls, "looked");
    ids.push(await shop.order());
    expect((await toldOf(drawn)).map(({ order }) => order.id)).toEqual(ids);
  });

  test("of another account takes its days, and the same words tell of them before", async () => {
    const drawn = await looksIn(shop, {}, credential);
    await drawn.told();
    const id = await orderOf(1);
    const { revision } = await shop.api("GET", `/workflows/${drawn.id}`);
    const document = documentOf(past, await shop.credential("Other"));
    await shop.api("PUT", `/workflows/${drawn.id}`, { revision, document });
    expect(await drawn.ahead()).toMatchObject([{ kind: "first", count: 1 }]);
    await drawn.publish();
    expect((await toldOf(drawn)).map(({ order }) => order.id)).toEqual([id]);
  });

  test("takes changed statuses, people and messages of those days", async () => {
    shop.setClock(-DAY);
    const id = await shop.order();
    await shop.resolve(id);
    await shop.sandbox.happen({ type: "SUBSCRIPTION", name: "Нова Людина" });
    await shop.sandbox.happen({ type: "MESSAGE", personId: shop.personId, text: "Чи є місця?" });
    shop.setClock(0);
    const kinds = [{ what: "orderStatus" }, { what: "people" }, { what: "messages", account_id: shop.channelId }];
    for (const what of kinds) {
      const drawn = await drawnIn(shop, { ...past, ...what }, credential);
      const [{ count }] = await drawn.ahead();
      await drawn.publish();
      const told = await toldOf(drawn);
      expect(count).toBeGreaterThan(0);
      expect(told).toHaveLength(count);
      expect(told.every(({ backfilled }) => backfilled)).toBe(true);
    }
  });
});

describe("what came while a trigger rested", () => {
  /** A trigger that has looked, rests, and two orders came. */
  async function rested(params: object = {}) {
    const drawn = await looksIn(shop, params, credential);
    await drawn.told();
    await drawn.rest();
    const ids = [await shop.order(), await shop.order()];
    return { drawn, ids };
  }

  test("is told before publishing, and taken unless somebody says otherwise", async () => {
    const { drawn, ids } = await rested();
    const before = Date.now();
    const [waiting, ...others] = await drawn.ahead();
    expect([waiting, others]).toMatchObject([{ nodeId: "look", kind: "waiting", count: 2, more: false }, []]);
    expect(Date.parse(waiting.since)).toBeLessThanOrEqual(before);
    await drawn.publish();
    expect(await drawn.ahead()).toEqual([]);
    expect(await drawn.orders()).toEqual(ids);
  });

  test("is left alone on a word, and what comes from then on is taken", async () => {
    const { drawn } = await rested(past);
    await drawn.publish("look");
    expect(await toldOf(drawn)).toEqual([]);
    const now = await shop.order();
    expect(await drawn.orders()).toEqual([now]);
    expect((await drawn.state()).backfill).toMatchObject({ found: 0 });
  });

  test("and was left alone hides no later change of the same status", async () => {
    const id = await shop.order();
    const drawn = await looksIn(shop, { what: "orderStatus" }, credential);
    await drawn.told();
    await shop.resolve(id);
    expect(await drawn.told()).toHaveLength(1);
    await drawn.rest();
    await shop.resolve(id, "REJECTED");
    await drawn.publish("look");
    expect(await drawn.told()).toHaveLength(1);
    await shop.resolve(id);
    expect(await drawn.told()).toMatchObject([
      { order: { status: "RESOLVED" } },
      { order: { status: "RESOLVED" }, previous: { status: "REJECTED" } },
    ]);
  });

  test("is told of with why where Leeloo does not say how much it is", async () => {
    const { drawn } = await rested();
    shop.sandbox.failNext({ match: { path: "/orders" }, with: 401 });
    expect(await drawn.ahead()).toMatchObject([
      { kind: "waiting", count: 0, error: { code: "service.tokenRefused", message: expect.any(String) } },
    ]);
  });

  test("is counted up to a thousand", async () => {
    const drawn = await looksIn(shop, {}, credential);
    await drawn.told();
    await drawn.rest();
    for (let count = 0; count < 1_020; count++) await shop.order();
    // 20 pages of 50, which overlap by three.
    expect(await drawn.ahead()).toMatchObject([{ count: 943, more: true }]);
  });
});
