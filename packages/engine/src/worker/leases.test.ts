import { describe, expect, test } from "vitest";
import type { AppendRequest, HttpCall } from "../ports.js";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";
import { tinyRunners } from "../testing/tiny-runners.js";

describe("a fence", () => {
  test("that is old: its worker writes nothing, starts nothing and lets go", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging");
    const runId = await bench.accept(graph("in:trigger a:read b:create", "in>a a>b"));
    const old = bench.start({ leaseMs: 1_000, renewMs: 3_600_000, sweepMs: 3_600_000 });
    await bench.pass(2_000);
    const taken = await bench.kept.claim(runId, "somebody else", 3_600_000);
    expect(taken?.fence).toBe(2);
    const before = await bench.log(runId);
    await bench.pass(60_000);
    expect(await bench.log(runId)).toEqual(before);
    expect([bench.farEnd.arrivals.map(({ key }) => key), old.worker.holding]).toEqual([["a"], 0]);
  });

  test("that is old before the intent is stored: the create is not sent", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create", "in>a"));
    const old = bench.life({
      parts: {
        store: bench.storeWith(async (id, request) => {
          const { kept } = bench;
          bench.clock.step(31_000);
          if (request.fence === 1) await kept.claim(id, "somebody else", 3_600_000);
          return kept.append(id, request);
        }),
      },
    });
    old.worker.start();
    await bench.clock.run(60_000);
    expect(bench.farEnd.arrivals).toEqual([]);
    expect([old.worker.holding, await bench.story(runId)]).toEqual([0, ["run.created"]]);
  });

  test("is kept by renewing for as long as a call takes", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "slow");
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { timeoutSeconds: 200 } }));
    const lives = [bench.start(), bench.start()];
    await bench.pass(190_000);
    expect(await bench.story(runId)).toEqual(["run.created", "started a"]);
    expect(lives.reduce((sum, { worker }) => sum + worker.holding, 0)).toBe(1);
  });
});

describe("a run that kills its server", () => {
  test("is given up after five claims without progress, and the server is not taken down again", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:set b:set", "in>a a>b", { a: { params: { say: "die" } } }));
    let deaths = 0;
    for (let start = 0; start < 9; start++) {
      const life = bench.life({
        parts: {
          runners: new Map(tinyRunners).set("set", {
            type: "set",
            run: () => {
              deaths += 1;
              life.crash();
              return new Promise(() => {});
            },
          }),
        },
      });
      life.worker.start();
      await bench.pass(40_000);
      life.crash();
    }
    expect(deaths).toBe(5);
    expect(await bench.state(runId)).toMatchObject({ status: "failed", error: { code: "run.crashed" } });
    expect((await bench.state(runId)).steps.get("b")?.status).toBe("cancelled");
  });

  test("is given up even where somebody cancels at the same moment", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create", "in>a"));
    for (let count = 0; count < 5; count++) {
      await bench.kept.claim(runId, "dies", 1_000);
      await bench.pass(1_001);
    }
    let first = true;
    const store = bench.storeWith(async (id, request) => {
      if (first)
        await bench.kept.append(id, {
          ...request,
          events: [{ type: "run.cancelRequested", at: 1 }],
          fence: undefined,
          release: undefined,
        } as unknown as AppendRequest);
      first = false;
      return bench.kept.append(id, request);
    });
    bench.start({ parts: { store } });
    await bench.pass(10_000);
    expect(await bench.state(runId)).toMatchObject({ status: "failed", error: { code: "run.crashed" } });
  });

  test("that makes progress between its deaths is not given up", async () => {
    const bench = new Bench();
    const ids = Array.from({ length: 12 }, (_, index) => `s${index}`);
    const links = ["in", ...ids.slice(0, -1)].map((id, index) => `${id}>${ids[index]}`).join(" ");
    const runId = await bench.accept(graph(`in:trigger ${ids.map((id) => `${id}:put`).join(" ")}`, links));
    for (let start = 0; start < 12; start++) {
      bench.start({ crash: { at: "call", number: 2, when: "before" } });
      await bench.pass(40_000);
    }
    bench.start();
    await bench.pass(60_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });
});

describe("a store that cannot write", () => {
  test("holds the create back until its intent is stored, and loses nothing", async () => {
    const bench = new Bench();
    let full = true;
    const store = bench.storeWith((id, request) =>
      full ? Promise.reject(new Error("disk full")) : bench.kept.append(id, request),
    );
    const runId = await bench.accept(graph("in:trigger a:set b:create", "in>a a>b"));
    bench.start({ parts: { store } });
    await bench.pass(20_000);
    expect(bench.farEnd.arrivals).toEqual([]);
    expect(bench.surprises.length).toBeGreaterThan(5);
    full = false;
    await bench.pass(5_000);
    expect([bench.farEnd.arrivals.length, (await bench.state(runId)).status]).toEqual([1, "succeeded"]);
  });

  test("that stores and says it has not: no event is there twice", async () => {
    const bench = new Bench();
    let count = 0;
    const store = bench.storeWith(async (id, request) => {
      const result = await bench.kept.append(id, request);
      if (++count % 2 === 1) throw new Error("told as failed");
      return result;
    });
    bench.farEnd.script("b", "bad");
    const document = graph("in:trigger a:create b:read c:read", "in>a a>b b>c", { b: { onError: "continue" } });
    const runId = await bench.accept(document);
    bench.start({ parts: { store } });
    await bench.pass(60_000);
    expect(await bench.story(runId)).toEqual([
      "run.created",
      "started a",
      "succeeded a",
      "started b",
      "failed b",
      "started c",
      "succeeded c",
      "run.finished",
    ]);
    expect((await bench.state(runId)).handledErrors).toBe(1);
  });

  test("and cannot read either: signals are heard later", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "slow");
    let broken = false;
    const runId = await bench.accept(graph("in:trigger a:read", "in>a"));
    const store = bench.storeWith((id, request) => bench.kept.append(id, request));
    bench.start({
      parts: {
        store: {
          ...store,
          eventsAfter: (...args) => (broken ? Promise.reject(new Error("no")) : bench.kept.eventsAfter(...args)),
        },
      },
    });
    await bench.pass(1_000);
    broken = true;
    await bench.cancel(runId);
    await bench.pass(3_000);
    expect((await bench.state(runId)).finishedAt).toBeUndefined();
    broken = false;
    await bench.pass(3_000);
    expect((await bench.state(runId)).status).toBe("cancelled");
  });
});

describe("a fault of our own", () => {
  test.each([
    ["set", "failed"],
    ["read", "failed"],
    ["create", "needs_attention"],
  ])("in a %s ends the run as %s and is told", async (type, status) => {
    const bench = new Bench();
    const runId = await bench.accept(graph(`in:trigger a:${type}`, "in>a", { a: { params: { say: "explode" } } }));
    bench.start();
    await bench.pass(60_000);
    const state = await bench.state(runId);
    expect([state.status, state.steps.get("a")?.error?.code]).toEqual([status, "step.internal"]);
    expect(bench.surprises.length).toBeGreaterThan(0);
  });
});

describe("a worker that is stopped", () => {
  test("starts nothing, lets the call in flight end and lets the run go, due at once", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging");
    const runId = await bench.accept(graph("in:trigger a:create b:create", "in>a a>b"));
    const life = bench.start();
    await bench.pass(1_000);
    let stopped = false;
    void life.worker.stop(10_000).then(() => (stopped = true));
    await bench.pass(1_000);
    expect(stopped).toBe(false);
    await bench.pass(4_000);
    expect([stopped, life.worker.holding]).toEqual([true, 0]);
    expect((await bench.state(runId)).steps.get("a")?.status).toBe("succeeded");
    expect(bench.farEnd.to("b")).toEqual([]);
    expect(await bench.kept.due(bench.clock.now(), 10)).toEqual([runId]);
    bench.start();
    await bench.pass(1_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });

  test("leaves after its grace; the call it left is a doubt for the next", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "slow");
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { timeoutSeconds: 60 } }));
    const life = bench.start();
    await bench.pass(1_000);
    let stopped = false;
    void life.worker.stop(5_000).then(() => (stopped = true));
    await bench.pass(5_000);
    expect(stopped).toBe(true);
    bench.start();
    await bench.pass(120_000);
    expect((await bench.state(runId)).status).toBe("needs_attention");
    expect(bench.farEnd.arrivals).toHaveLength(1);
  });

  test.each([
    ["read", true],
    ["create", false],
  ])("that leaves tells a %s in flight to stop: %s", async (type, told) => {
    const bench = new Bench();
    bench.farEnd.script("a", "slow");
    await bench.accept(graph(`in:trigger a:${type}`, "in>a"));
    let call: HttpCall | undefined;
    const life = bench.start({ parts: { http: { send: (given) => bench.farEnd.send((call = given)) } } });
    await bench.pass(1_000);
    void life.worker.stop(5_000);
    await bench.pass(4_000);
    expect(call?.cancellation.requested).toBe(false);
    await bench.pass(2_000);
    expect(call?.cancellation.requested).toBe(told);
  });

  test("takes no new runs and leaves no timer behind, even in the middle of a sweep", async () => {
    const bench = new Bench();
    const life = bench.start();
    await bench.pass(1_000);
    let sweeps = 0;
    let found: (runs: string[]) => void = () => {};
    bench.kept.due = () => {
      sweeps += 1;
      return new Promise((resolve) => (found = resolve));
    };
    await bench.pass(2_000);
    expect(sweeps).toBe(1);
    await life.worker.stop(1_000);
    const runId = await bench.accept(graph("in:trigger a:create", "in>a"));
    found([runId]);
    bench.wakeups.nudge(runId);
    await bench.pass(60_000);
    expect([sweeps, await bench.story(runId)]).toEqual([1, ["run.created"]]);
  });
});
