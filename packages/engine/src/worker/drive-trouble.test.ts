import { describe, expect, test } from "vitest";
import type { Catalogue, NodeDefinition } from "../definition.js";
import type { Json } from "../json.js";
import type { RunStore, Workspaces } from "../ports.js";
import type { NodeRunner } from "../runner.js";
import { Bench } from "../testing/bench.js";
import { runnableCatalogue, tinyRunners } from "../testing/tiny-runners.js";
import { graph } from "../testing/tiny-world.js";

const LONG = 3_600_000;
/** Nothing but nudges and timers of the run's own moves it. */
const nudgedOnly = { sweepMs: LONG, renewMs: LONG, leaseMs: LONG };

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
