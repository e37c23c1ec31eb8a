import { describe, expect, test } from "vitest";
import type { Http, RateGate } from "../ports.js";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const credential = "cred";

function limited(limit?: number): Bench {
  const bench = new Bench();
  bench.secrets.set(credential, token(limit));
  return bench;
}

describe("a ticket", () => {
  test("that has grown old before the write is given back and another one taken", async () => {
    const bench = limited(2);
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { credential } }));
    const writes: boolean[] = [];
    const slowToConnect: Http = {
      send: async (call) => {
        if (writes.length === 0) await new Promise<void>((resolve) => void bench.clock.after(1_500, resolve));
        const beforeWrite = () => {
          const may = call.beforeWrite();
          writes.push(may);
          return may;
        };
        return bench.farEnd.send({ ...call, beforeWrite });
      },
    };
    bench.start({ parts: { http: slowToConnect } });
    await bench.pass(10_000);
    expect([writes, bench.farEnd.arrivals.length]).toEqual([[false, true], 1]);
    expect((await bench.state(runId)).steps.get("a")).toMatchObject({ status: "succeeded", attempts: 1 });
  });

  test("of a call that ended in a fault of our own after the write cools like that of an unanswered one", async () => {
    const bench = limited(1);
    const document = graph("in:trigger a:create", "in>a", { a: { credential } });
    const first = await bench.accept(document);
    let calls = 0;
    const http: Http = {
      send: (call) => {
        if (++calls > 1) return bench.farEnd.send(call);
        call.beforeWrite();
        return Promise.reject(new Error("a client with a fault"));
      },
    };
    bench.start({ parts: { http } });
    await bench.pass(1_000);
    expect((await bench.state(first)).steps.get("a")?.status).toBe("unknown");
    await bench.accept(document);
    await bench.pass(88_000);
    expect(calls).toBe(1);
    await bench.pass(10_000);
    expect(calls).toBe(2);
  });

  test("that comes before the wait for it is in the log is not missed", async () => {
    const bench = limited(1);
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { credential } }));
    let asked = 0;
    const gate: RateGate = {
      take: async () => {
        if (++asked > 1) return { kind: "ticket", ticket: { pool: "pool", slot: 0, serial: 1, reservedAt: 0 } };
        bench.wakeups.nudge(runId);
        await new Promise<void>((resolve) => void bench.clock.after(10, resolve));
        return { kind: "wait", reason: "limit", until: bench.clock.now() + 3_600_000 };
      },
      release: () => {},
      freeze: () => {},
      leave: () => {},
      isGood: () => true,
    };
    bench.start({ parts: { gate } });
    await bench.pass(900);
    expect([asked, (await bench.state(runId)).status]).toEqual([2, "succeeded"]);
  });
});

describe("a 429", () => {
  test("under a ticket freezes the pool, is no attempt, and the call goes when the freeze is over", async () => {
    const bench = limited(10);
    const once = { credential, retry: { maxAttempts: 1 } };
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: once }));
    const other = await bench.accept(graph("in:trigger b:create", "in>b", { b: once }));
    bench.farEnd.script("a", "limited", "ok");
    bench.start();
    await bench.pass(30_000);
    expect((await bench.state(runId)).steps.get("a")).toMatchObject({
      status: "waiting",
      waitingFor: "freeze",
      attempts: 0,
    });
    await bench.accept(graph("in:trigger c:create", "in>c", { c: once }));
    await bench.pass(20_000);
    expect(bench.farEnd.to("c")).toEqual([]);
    await bench.pass(300_000);
    const state = await bench.state(runId);
    expect([state.status, state.steps.get("a")?.attempts]).toEqual(["succeeded", 1]);
    expect((await bench.state(other)).status).toBe("succeeded");
    const [first, second] = bench.farEnd.to("a");
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect(bench.farEnd.to("c")).toHaveLength(1);
  });

  test("without a pool is an attempt like any other", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { retry: { maxAttempts: 2 } } }));
    bench.farEnd.script("a", "limited");
    bench.start();
    await bench.pass(60_000);
    expect([bench.farEnd.arrivals.length, (await bench.state(runId)).status]).toEqual([2, "failed"]);
  });
});

test.each([
  ["read", [false, false]],
  ["put", [false, false]],
  ["create", [false, true]],
] as const)("of a %s the calls that must not be doubted go over connections of their own: %j", async (type, own) => {
  const bench = new Bench();
  const runId = await bench.accept(graph(`in:trigger a:${type}`, "in>a", { a: { params: { reads: 1 } } }));
  const fresh: boolean[] = [];
  const http: Http = {
    send: (call) => {
      fresh.push(call.fresh);
      return bench.farEnd.send(call);
    },
  };
  bench.start({ parts: { http } });
  await bench.pass(1_000);
  expect([(await bench.state(runId)).status, fresh]).toEqual(["succeeded", own]);
});

test("very many that learn why they wait now for their token keep no other run waiting, and all of them learn it", async () => {
  const bench = limited(1);
  bench.turnMs = 100;
  const document = graph("in:trigger a:put", "in>a", { a: { credential } });
  const runs: string[] = [];
  for (let count = 0; count < 61; count++) runs.push(await bench.accept(document));
  const life = bench.start({ most: 4 });
  await bench.pass(30_000);
  const waits = async () => {
    const states = await Promise.all(runs.map((runId) => bench.state(runId)));
    return states.flatMap(({ steps }) => steps.get("a")?.waitingFor ?? []);
  };
  expect(new Set(await waits())).toEqual(new Set(["limit"]));
  const pool = token(1).pool;
  if (pool) life.parts.gate.freeze(pool, 3_600_000);
  const other = await bench.accept(graph("in:trigger b:put", "in>b"));
  bench.wakeups.nudge(other);
  await bench.pass(1_000);
  expect(bench.farEnd.to("b")).toHaveLength(1);
  await bench.pass(20_000);
  expect(new Set(await waits())).toEqual(new Set(["freeze"]));
});
