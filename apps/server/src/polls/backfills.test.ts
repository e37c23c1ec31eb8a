import "reflect-metadata";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Clock } from "@leeway/engine";
import { DiskFullError } from "../adapters/database/full-disk.js";
import { CLOCK } from "../adapters/engine.tokens.js";
import { Backfills } from "./backfills.service.js";
import { PollRuns } from "./poll-runs.js";
import { looksIn } from "./testing/looking.js";
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
  shop.server.platform.database.handle.prepare("UPDATE polls SET live = 0, due_at = NULL").run();
});

const DAY = 24 * 3_600_000;
const work = () => shop.server.app.get(Backfills).work();
/** So many orders on each of these days, days ago. */
async function ordersOn(days: number[], count = 2): Promise<string[]> {
  const ids: string[] = [];
  for (const day of days) {
    shop.setClock(-day * DAY);
    for (let made = 0; made < count; made++) ids.push(await shop.order());
  }
  shop.setClock(0);
  return ids;
}
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

/** A trigger, and what people do with its past. */
async function past(params: object = {}) {
  const looking = await looksIn(shop, params, credential);
  const told = await looking.told();
  expect(told).toEqual([]);
  const state = async () => (await looking.state()).backfill;
  const count = async (from: number, to: number) => {
    await looking.verb("backfill", { from: daysAgo(from), to: daysAgo(to) });
    expect((await state()).state).toBe("counting");
    await work();
    return state();
  };
  const start = async () => {
    await looking.verb("backfill/start");
    await work();
    return state();
  };
  return { ...looking, state, count, start };
}

test("a past period is counted first, and then each of its orders starts one run, in the bulk lane and marked", async () => {
  const [, , third, fourth] = await ordersOn([20, 10, 1]);
  const { id, told, count, start } = await past();
  expect(await count(15, 5)).toMatchObject({ state: "counted", found: 2, had: 0, made: 0, cut: false, calls: 0 });
  expect(await told()).toEqual([]);
  expect(await start()).toMatchObject({ state: "done", found: 2, had: 0, made: 2 });
  expect(await told()).toMatchObject([third, fourth].map((order) => ({ order: { id: order }, backfilled: true })));
  const created = shop.server.platform.database.handle
    .prepare("SELECT e.body FROM run_events e JOIN runs r ON r.id = e.run_id WHERE r.workflow_id = ? AND e.seq = 1")
    .pluck()
    .all(id) as string[];
  for (const body of created) expect(JSON.parse(body)[0]).toMatchObject({ type: "run.created", lane: "bulk" });
});

test("a full disk ends none: it goes on by itself once there is room, and each order has one run", async () => {
  const ids = await ordersOn([10], 4);
  const { told, state, count, start } = await past();
  await count(15, 5);
  const runs = shop.server.app.get(PollRuns);
  const begin = runs.begin.bind(runs);
  let room = 2;
  Object.assign(runs, {
    begin: (...args: Parameters<typeof begin>) =>
      room-- > 0 ? begin(...args) : Promise.reject(new DiskFullError("the disk is full")),
  });
  expect(await start()).toMatchObject({ state: "running" });
  Reflect.deleteProperty(runs, "begin");
  // It does not read all of the past again at every sweep meanwhile.
  const before = shop.sandbox.requests().length;
  await work();
  expect(shop.sandbox.requests().length).toBe(before);
  const clock = shop.server.app.get<Clock>(CLOCK);
  const now = clock.now.bind(clock);
  Object.assign(clock, { now: () => Date.now() + 61_000 });
  await work();
  Object.assign(clock, { now });
  expect(await state()).toMatchObject({ state: "done", found: 4, made: 4 });
  expect(new Set((await told()).map(({ order }) => order.id))).toEqual(new Set(ids));
  expect(await told()).toHaveLength(4);
});

test("what has its run already is counted, and started by no other", async () => {
  await ordersOn([10]);
  const { told, count, start } = await past();
  const fresh = await shop.order();
  expect(await told()).toMatchObject([{ order: { id: fresh } }]);
  expect(await count(15, -1)).toMatchObject({ found: 3, had: 1 });
  expect(await start()).toMatchObject({ state: "done", had: 1, made: 2 });
  expect(await count(15, -1)).toMatchObject({ found: 3, had: 3 });
  expect(await start()).toMatchObject({ state: "done", had: 3, made: 0 });
  expect(await told()).toHaveLength(3);
});

test("what had its run is started by no other after that run was deleted", async () => {
  await ordersOn([10]);
  const { id, told, count, start } = await past();
  await shop.order();
  expect(await told()).toHaveLength(1);
  await count(15, 5);
  expect(await start()).toMatchObject({ made: 2 });
  shop.server.platform.database.handle.prepare("DELETE FROM runs WHERE workflow_id = ?").run(id);
  expect(await count(15, -1)).toMatchObject({ found: 3, had: 3 });
  expect(await start()).toMatchObject({ state: "done", had: 3, made: 0 });
  expect(await told()).toEqual([]);
});

test("it is stopped before its next piece, and goes on after a crash without a second run", async () => {
  await ordersOn([10], 120);
  const { id, state, count, verb } = await past();
  expect(await count(15, 5)).toMatchObject({ found: 120 });
  const runs = shop.server.app.get(PollRuns);
  const begin = runs.begin.bind(runs);
  let begun = 0;
  /** Something comes between when so many runs are made. */
  const interrupt = (at: number, how: () => Promise<unknown>) =>
    Object.assign(runs, {
      begin: async (...given: Parameters<PollRuns["begin"]>) => {
        if (++begun === at) await how();
        return begin(...given);
      },
    });
  await verb("backfill/start");
  interrupt(60, () => Promise.reject(new Error("the server dies")));
  const handle = shop.server.platform.database.handle;
  await work();
  // A fault is told; a process that dies leaves it as it was.
  expect((await state()).state).toBe("failed");
  handle.prepare("UPDATE poll_backfills SET state = 'running' WHERE workflow_id = ?").run(id);
  interrupt(60 + 20, () => verb("backfill/stop"));
  await work();
  expect(await state()).toMatchObject({ state: "stopped", made: 50, had: 0 });
  const made = () => handle.prepare("SELECT count(*) FROM runs WHERE workflow_id = ?").pluck().get(id);
  expect(made()).toBe(100);
  Reflect.deleteProperty(runs, "begin");
  expect((await verb("backfill/start")).code).toBe("backfill.notCounted");
  await count(15, 5);
  await verb("backfill/start");
  await work();
  expect(await state()).toMatchObject({ state: "done", had: 100, made: 20 });
  expect(made()).toBe(120);
});

test("of changed statuses those count that changed in the period, once with what they are now", async () => {
  const [one, other] = await ordersOn([10]);
  shop.setClock(-5 * DAY);
  await shop.resolve(one ?? "");
  shop.setClock(0);
  const { told, count, start } = await past({ what: "orderStatus" });
  expect(await count(8, 1)).toMatchObject({ found: 1 });
  expect(await start()).toMatchObject({ made: 1 });
  await shop.resolve(other ?? "");
  expect(await told()).toMatchObject([
    { order: { id: one }, backfilled: true },
    { order: { id: other }, previous: { status: "OPENED" } },
  ]);
  // What its own look has started is not started again.
  expect(await count(8, -1)).toMatchObject({ found: 2, had: 2 });
});

test("a service that refuses is told of, and nothing but a period is counted", async () => {
  const { count, verb } = await past();
  shop.sandbox.failNext({ match: { path: "/orders" }, with: 403 });
  expect(await count(5, 1)).toMatchObject({ state: "failed", error: { code: "service.noAccess" } });
  const refused = await verb("backfill", { from: daysAgo(1), to: daysAgo(5) });
  expect(refused).toMatchObject({ code: "request.invalid", errors: [{ path: "to" }] });
  expect((await verb("backfill/stop")).code).toBe("backfill.notRunning");
});
