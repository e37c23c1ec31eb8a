import { describe, expect, test } from "vitest";
import type { NodeDefinition } from "../definition.js";
import type { AppendRequest, Http, OpenSecret, RunStore } from "../ports.js";
import type { NodeRunner } from "../runner.js";
import { Bench, token } from "../testing/bench.js";
import { runnableCatalogue, tinyRunners } from "../testing/tiny-runners.js";
import { graph } from "../testing/tiny-world.js";

const LONG = 3_600_000;
/** Nothing but nudges and timers of the run's own moves it. */
const nudgedOnly = { sweepMs: LONG, renewMs: LONG, leaseMs: LONG };

const later = (bench: Bench, ms: number) => new Promise<void>((resolve) => void bench.clock.after(ms, resolve));

describe("a drive that ends", () => {
  test("hears what was said after its last look: a cancel between the release and the end is no longer due in an hour", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "later");
    const runId = await bench.accept(graph("in:trigger a:read", "in>a", { a: { retry: { backoffSeconds: 300 } } }));
    let said = false;
    const append = async (id: string, request: AppendRequest) => {
      const result = await bench.kept.append(id, request);
      if (request.release && !said) {
        said = true;
        await bench.cancel(id);
      }
      return result;
    };
    bench.start({ ...nudgedOnly, parts: { store: bench.storeWith(append) } });
    await bench.pass(1_000);
    expect([said, (await bench.state(runId)).status]).toEqual([true, "cancelled"]);
  });

  test("lets the run go with what is due then: a step that ends at that moment starts the next at once", async () => {
    for (let moment = 0; moment < 12; moment++) {
      const bench = new Bench();
      bench.farEnd.script("a", "later");
      const document = graph("in:trigger a:read b:create c:create", "in>a in>b b>c", {
        a: { retry: { backoffSeconds: 300 } },
      });
      await bench.accept(document);
      const http: Http = {
        send: async (call) => {
          const answer = await bench.farEnd.send(call);
          await later(bench, call.url.endsWith("/b") ? moment : 10);
          return answer;
        },
      };
      // Each append takes a while, so that the end of `b` comes before, in or after that of the wait of `a`.
      const append = async (id: string, request: AppendRequest) => {
        await later(bench, 2);
        const result = await bench.kept.append(id, request);
        await later(bench, 2);
        return result;
      };
      bench.start({ ...nudgedOnly, parts: { http, store: bench.storeWith(append) } });
      await bench.pass(1_000);
      expect([moment, bench.farEnd.to("c").length]).toEqual([moment, 1]);
    }
  });
});

/** A call whose method says what it does, as that of a plain HTTP step. */
const call: NodeDefinition = {
  ...(runnableCatalogue.get("create") as NodeDefinition),
  type: "call",
  effect: "create",
  effectFrom: { param: "port", map: { GET: "read" } },
};
const catalogue = new Map(runnableCatalogue).set("call", call);
const runners = new Map(tinyRunners).set("call", { ...(tinyRunners.get("create") as NodeRunner), type: "call" });

describe("a cancel", () => {
  test.each([
    ["GET", "cancelled"],
    ["POST", "running"],
  ])("of a call in flight goes by its method: a %s is %s at once", async (method, status) => {
    const bench = new Bench();
    bench.farEnd.script("a", "slow");
    const runId = await bench.accept(graph("in:trigger a:call", "in>a", { a: { params: { port: method } } }));
    bench.start({ parts: { catalogue, runners } });
    await bench.pass(1_000);
    await bench.cancel(runId);
    await bench.pass(100);
    expect((await bench.state(runId)).steps.get("a")?.status).toBe(status);
  });

  test("of code that computes elsewhere ends it: the step is cancelled, it has not failed", async () => {
    const bench = new Bench();
    const runId = await bench.accept(
      graph("in:trigger a:code b:create", "in>a a>b", { a: { params: { ms: 60_000 } } }),
    );
    bench.start(nudgedOnly);
    await bench.pass(1_000);
    await bench.cancel(runId);
    await bench.pass(100);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("a")?.status, steps.get("a")?.error]).toEqual(["cancelled", "cancelled", undefined]);
    expect(bench.surprises).toEqual([]);
  });

  test("is heard while a call is in flight, and not only when it ends", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging");
    const runId = await bench.accept(graph("in:trigger a:create b:create", "in>a a>b"));
    bench.start(nudgedOnly);
    await bench.pass(1_000);
    await bench.cancel(runId);
    await bench.pass(100);
    const { steps } = await bench.state(runId);
    expect([steps.get("a")?.status, steps.get("b")?.status]).toEqual(["running", "cancelled"]);
    expect(bench.surprises).toEqual([]);
  });
});

test.each(["read", "put"])("a %s is not sent once it is known that the run is somebody else's", async (type) => {
  const bench = new Bench();
  const document = graph(`in:trigger a:${type} b:create`, "in>a in>b", { a: { credential: "cred" } });
  const runId = await bench.accept(document);
  const open = () => later(bench, 5_000).then((): OpenSecret => token());
  const secrets = { spoken: () => [], open, standIn: () => Promise.resolve(undefined) };
  // The drive waits for the disk while it is told, and hears it only afterwards.
  const store = bench.storeWith((id, request) => later(bench, 10_000).then(() => bench.kept.append(id, request)));
  const life = bench.start({ leaseMs: 1_000, renewMs: 2_000, sweepMs: LONG, parts: { secrets, store } });
  await bench.pass(1_500);
  expect(await bench.kept.claim(runId, "somebody else", LONG)).toMatchObject({ fence: 2 });
  await bench.pass(60_000);
  expect([bench.farEnd.arrivals, life.worker.holding]).toEqual([[], 0]);
});

test("a worker that is stopped keeps its leases while it waits for the calls in flight", async () => {
  const bench = new Bench();
  bench.farEnd.script("a", "slow");
  const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { timeoutSeconds: 100 } }));
  const first = bench.start();
  await bench.pass(1_000);
  void first.worker.stop(LONG);
  bench.start();
  await bench.pass(90_000);
  expect(await bench.story(runId)).toEqual(["run.created", "started a"]);
  await bench.pass(20_000);
  const { error, status } = (await bench.state(runId)).steps.get("a") ?? {};
  expect([status, error?.code]).toEqual(["unknown", "request.timeout"]);
});

describe("a run", () => {
  test("that is told things all the time goes on, however slowly its log is read", async () => {
    const bench = new Bench();
    const eventsAfter: RunStore["eventsAfter"] = async (...args) => {
      await later(bench, 6);
      return bench.kept.eventsAfter(...args);
    };
    bench.store = { ...bench.storeWith((id, request) => bench.kept.append(id, request)), eventsAfter };
    const inside = { parent: "each" };
    const document = graph("in:trigger each:each b:code a:read", "in>each each-item>b b>a", {
      each: { params: { items: Array.from({ length: 400 }, (_, index) => index), concurrency: 1 } },
      b: { ...inside, params: { ms: 3 } },
      a: inside,
    });
    const runId = await bench.accept(document);
    bench.start();
    await bench.pass(1);
    for (let ms = 0; ms < 1_000; ms += 4) {
      bench.wakeups.nudge(runId);
      await bench.pass(4);
    }
    expect(bench.farEnd.arrivals.length).toBeGreaterThan(20);
  });

  test("keeps what a step was given also where its runner answers nonsense", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:set", "in>a", { a: { params: { say: "hello" } } }));
    const odd: NodeRunner = { type: "set", run: () => ({ kind: "done" }) as never };
    bench.start({ parts: { runners: new Map(tinyRunners).set("set", odd) } });
    await bench.pass(1_000);
    const { input, status } = (await bench.state(runId)).steps.get("a") ?? {};
    expect([status, input, bench.surprises.length]).toEqual(["failed", { say: "hello" }, 1]);
  });

  //      ┌ a ┐
  //  in ─┤   ├ c ─ d
  //      └ b ┘
  test("with a join performs it once, after the last of its branches", async () => {
    for (const [a, b] of [
      ["lagging", "ok"],
      ["ok", "lagging"],
      ["ok", "ok"],
    ] as const) {
      const bench = new Bench();
      bench.farEnd.script("a", a);
      bench.farEnd.script("b", b);
      const runId = await bench.accept(graph("in:trigger a:read b:read c:set d:create", "in>a in>b a>c b>c c>d"));
      bench.start();
      await bench.pass(600_000);
      const story = (await bench.story(runId)).filter((word) => /(succeeded|started) [cd]/.test(word));
      expect(story).toEqual(["succeeded c", "started d", "succeeded d"]);
      expect(bench.farEnd.arrivals.map(({ key }) => key).sort()).toEqual(["a", "b", "d"]);
      expect(bench.surprises).toEqual([]);
    }
  });

  test("counts every attempt of a call that never succeeds, also one that its server did not survive", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging", "later");
    const document = graph("in:trigger a:read", "in>a", { a: { retry: { maxAttempts: 5, backoffSeconds: 1 } } });
    const runId = await bench.accept(document);
    const first = bench.start();
    await bench.pass(1_000);
    first.crash();
    await bench.pass(40_000);
    bench.start();
    await bench.pass(600_000);
    const started = (await bench.log(runId)).flatMap((event) => (event.type === "step.started" ? [event.attempt] : []));
    expect(started).toEqual([1, 2, 3, 4, 5]);
    expect([bench.farEnd.arrivals.length, (await bench.state(runId)).status]).toEqual([5, "failed"]);
  });

  test.each([
    ["a retry", "later", {}],
    ["a ticket", "ok", { credential: "cred" }],
  ] as const)("that waits for %s is held by nobody, and costs nothing meanwhile", async (_what, manner, extra) => {
    const bench = new Bench();
    bench.secrets.set("cred", token(1));
    bench.farEnd.script("b", manner, "ok");
    const document = graph("in:trigger a:create b:create", "in>a a>b", {
      a: extra,
      b: { ...extra, retry: { backoffSeconds: 60 } },
    });
    const runId = await bench.accept(document);
    let appends = 0;
    const append: RunStore["append"] = (...args) => {
      appends += 1;
      return bench.kept.append(...args);
    };
    const life = bench.start({ ...nudgedOnly, parts: { store: bench.storeWith(append) } });
    await bench.pass(10_000);
    const before = appends;
    expect([life.worker.holding, (await bench.state(runId)).status]).toEqual([0, "waiting"]);
    await bench.pass(30_000);
    expect([appends - before, bench.surprises]).toEqual([0, []]);
    await bench.pass(120_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });
});
