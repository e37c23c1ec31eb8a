import { describe, expect, test } from "vitest";
import type { Catalogue, NodeDefinition } from "../definition.js";
import type { Json } from "../json.js";
import type { AppendRequest, Http, OpenSecret, RunStore, Workspaces } from "../ports.js";
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

describe("what throws", () => {
  test("when variables are read is asked again after a pause, and the run goes on", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:set b:create", "in>a a>b"));
    let reads = 0;
    const workspaces: Workspaces = {
      scope: () =>
        ++reads <= 2
          ? Promise.reject(new Error("no variables"))
          : Promise.resolve({ timezone: "UTC", publicUrl: "https://x", vars: {}, fields: {} }),
    };
    bench.start({ ...nudgedOnly, parts: { workspaces } });
    await bench.pass(5_000);
    expect([(await bench.state(runId)).status, bench.surprises.length]).toEqual(["succeeded", 2]);
    expect(bench.farEnd.arrivals).toHaveLength(1);
  });

  test.each(["set", "create"])("when the params of a %s are made fails the step, and no other run", async (type) => {
    const bench = new Bench();
    const broken: NodeDefinition = { ...(runnableCatalogue.get(type) as NodeDefinition), type: "broken" };
    Object.defineProperty(broken, "request", {
      get: () => {
        throw new Error("a definition with a fault");
      },
    });
    const params = { say: "something" };
    const runId = await bench.accept(
      graph("in:trigger a:broken b:set", "in>a a-error>b", { a: { params, onError: "branch" } }),
    );
    const other = await bench.accept(graph(`in:trigger a:${type}`, "in>a"));
    bench.start({
      parts: {
        catalogue: new Map(runnableCatalogue).set("broken", broken),
        runners: new Map(tinyRunners).set("broken", tinyRunners.get(type) as NodeRunner),
      },
    });
    await bench.pass(1_000);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("a")?.error?.code, steps.get("b")?.status]).toEqual([
      "succeeded",
      "step.internal",
      "succeeded",
    ]);
    expect((await bench.state(other)).status).toBe("succeeded");
    expect(bench.surprises).toHaveLength(1);
  });

  test("when a run is looked at ends as crashed after a few claims, and the others go on", async () => {
    const bench = new Bench();
    const cursed = await bench.accept(graph("in:trigger a:cursed", "in>a"));
    const other = await bench.accept(graph("in:trigger a:create", "in>a"));
    const catalogue = {
      get: (type: string) => {
        if (type === "cursed") throw new Error("a definition with a fault");
        return runnableCatalogue.get(type);
      },
    } as Catalogue;
    const life = bench.start({ parts: { catalogue } });
    await bench.pass(300_000);
    const { status, error } = await bench.state(cursed);
    expect([status, error?.code, (await bench.state(other)).status]).toEqual(["failed", "run.crashed", "succeeded"]);
    expect([life.worker.holding, await bench.kept.due(bench.clock.now() + LONG, 10)]).toEqual([0, []]);
    expect(bench.surprises.map(String)).toEqual(Array(6).fill("Error: a definition with a fault"));
  });

  test("when the texts of a step are read spoils no other step", async () => {
    const bench = new Bench();
    const broken: NodeDefinition = { ...(runnableCatalogue.get("set") as NodeDefinition), type: "broken" };
    Object.defineProperty(broken, "params", {
      get: () => {
        throw new Error("a definition with a fault");
      },
    });
    const runId = await bench.accept(
      graph("in:trigger a:set b:broken c:set", "in>a a>b b>c", { b: { onError: "continue" } }),
    );
    bench.start({
      parts: {
        catalogue: new Map(runnableCatalogue).set("broken", broken),
        runners: new Map(tinyRunners).set("broken", tinyRunners.get("set") as NodeRunner),
      },
    });
    await bench.pass(1_000);
    const { status, steps } = await bench.state(runId);
    const statuses = ["a", "b", "c"].map((key) => steps.get(key)?.status);
    expect([status, ...statuses]).toEqual(["succeeded", "succeeded", "failed", "succeeded"]);
  });
});

describe("a step that gives out what no store can write down", () => {
  /** A number that JSON does not know, and that no type would let through. */
  const cursed = { amount: 1n } as unknown as Json;
  const runner = (type: string): NodeRunner => ({
    type,
    run: async (given, tools, definition) => {
      const outcome = await (tinyRunners.get(type) as NodeRunner).run(given, tools, definition);
      return outcome.kind === "done" && given["say"] === "cursed" ? { ...outcome, output: cursed } : outcome;
    },
  });
  const runners = new Map(["set", "read", "create"].map((type) => [type, runner(type)]));
  const writing = (bench: Bench) =>
    bench.storeWith(async (id, request) => {
      JSON.stringify(request);
      return bench.kept.append(id, request);
    });

  test.each(["set", "read", "create"])("fails in the open, after a few tries, as a %s", async (type) => {
    const bench = new Bench();
    const runId = await bench.accept(
      graph(`in:trigger a:${type} b:create c:create`, "in>a a>b in>c", { a: { params: { say: "cursed" } } }),
    );
    const life = bench.start({ parts: { runners, store: writing(bench) } });
    await bench.pass(60_000);
    const { status, error, steps } = await bench.state(runId);
    expect([status, error?.code, error?.nodeId]).toEqual(["failed", "step.internal", "a"]);
    expect([steps.get("a")?.status, steps.get("c")?.status]).toEqual(["failed", "succeeded"]);
    expect(bench.farEnd.to("a")).toHaveLength(type === "set" ? 0 : 1);
    expect(bench.farEnd.to("c")).toHaveLength(1);
    expect(life.worker.holding).toBe(0);
    expect(bench.surprises.length).toBeLessThan(5);
  });

  test("does so too in a run that is computed before it is stored", async () => {
    const bench = new Bench();
    const document = graph("in:trigger a:set", "in>a", { a: { params: { say: "cursed" } } });
    const store = writing(bench);
    const life = bench.start({
      parts: {
        runners,
        store: {
          ...store,
          create: async (run, birth) => {
            JSON.stringify(birth ?? null);
            return bench.kept.create(run, birth);
          },
        },
      },
    });
    const begun = life.worker.begin(bench.newRun(document), document);
    await bench.pass(60_000);
    const { runId } = await begun;
    const { status, error } = await bench.state(runId);
    expect([status, error?.code, life.worker.holding]).toEqual(["failed", "step.internal", 0]);
  });

  test("is not taken for a store that cannot write for a while", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create", "in>a"));
    let full = true;
    const append: RunStore["append"] = async (id, request) => {
      if (full) throw new Error("the disk is full");
      return bench.kept.append(id, request);
    };
    bench.start({ parts: { store: bench.storeWith(append) } });
    await bench.pass(20_000);
    full = false;
    await bench.pass(20_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(bench.farEnd.to("a")).toHaveLength(1);
  });
});

test.each(["read", "put"])("a %s is not sent once it is known that the run is somebody else's", async (type) => {
  const bench = new Bench();
  const document = graph(`in:trigger a:${type} b:create`, "in>a in>b", { a: { credential: "cred" } });
  const runId = await bench.accept(document);
  const open = () => later(bench, 5_000).then((): OpenSecret => token());
  const secrets = { open, standIn: () => Promise.resolve(undefined) };
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

test("a decision that never comes to rest is given up, and the worker with the other runs goes on", async () => {
  const bench = new Bench();
  const again = { ...(runnableCatalogue.get("set") as NodeDefinition), type: "again", maxAttempts: Number.MAX_VALUE };
  let attempts = 0;
  // Fails at once and is tried again at once. Without a bound this would hold the process for ever: it ends by itself.
  const runner: NodeRunner = {
    type: "again",
    run: () =>
      ++attempts > 20_000
        ? { kind: "done", output: null }
        : { kind: "failed", error: { code: "service.down", values: {} }, cause: { kind: "notSent" } },
  };
  const runId = await bench.accept(graph("in:trigger a:again", "in>a", { a: { retry: { backoffSeconds: 0 } } }));
  const other = await bench.accept(graph("in:trigger a:create", "in>a"));
  bench.start({
    parts: {
      catalogue: new Map(runnableCatalogue).set("again", again),
      runners: new Map(tinyRunners).set("again", runner),
    },
  });
  await bench.pass(300_000);
  expect((await bench.state(runId)).error?.code).toBe("run.crashed");
  expect((await bench.state(other)).status).toBe("succeeded");
  expect(bench.surprises.map(String)).toEqual(Array(5).fill("Error: deciding never comes to rest"));
});

describe("a run", () => {
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
