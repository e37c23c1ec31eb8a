import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../document/document.js";
import type { Http, Workspaces } from "../ports.js";
import type { NodeRunner } from "../runner.js";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const say = (value: string) => ({ params: { say: value } });
const port = (name: string) => ({ params: { port: name } });

/** A bench whose server has performed the run as far as it goes in ten minutes. */
async function performed(document: WorkflowDocument, prepare: (bench: Bench) => void = () => {}) {
  const bench = new Bench();
  prepare(bench);
  const runId = await bench.accept(document, { name: "Оксана" });
  const life = bench.start();
  await bench.pass(600_000);
  return { bench, runId, life, state: await bench.state(runId), story: await bench.story(runId) };
}

describe("a worker performs", () => {
  test("a chain, each step with what came before it", async () => {
    const { state, bench } = await performed(
      graph("in:trigger a:set b:create", "in>a a>b", {
        a: say("{{ trigger.name }}!"),
        b: say("{{ steps.a }} {{ trigger.name | upper }}"),
      }),
    );
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 0 });
    expect(bench.farEnd.to("b").map(({ body }) => body)).toEqual(['"Оксана! ОКСАНА"']);
    expect(state.steps.get("b")).toMatchObject({ attempts: 1, output: { said: "Оксана! ОКСАНА" } });
    expect(bench.surprises).toEqual([]);
  });

  test.each([
    ["true", "a"],
    ["false", "b"],
  ])("the branch of port %s only, and the join behind both once", async (taken, performedStep) => {
    const links = "in>if if-true>a if-false>b a>c b>c";
    const { bench, state } = await performed(
      graph("in:trigger if:if a:create b:create c:create", links, { if: port(taken) }),
    );
    expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual([performedStep, "c"]);
    expect(state.status).toBe("succeeded");
  });

  test("a switch by the case it takes", async () => {
    const links = "in>sw sw-x>a sw-y>b sw-default>c";
    const { bench } = await performed(graph("in:trigger sw:if a:read b:read c:read", links, { sw: port("y") }));
    expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["b"]);
  });

  test("branches side by side, and the join after the last of them", async () => {
    const { bench } = await performed(graph("in:trigger a:read b:read c:read", "in>a in>b a>c b>c"), (world) => {
      world.farEnd.script("a", "lagging");
      world.farEnd.script("b", "lagging");
    });
    const [a, b, c] = bench.farEnd.arrivals;
    expect([a?.key, b?.key, c?.key]).toEqual(["a", "b", "c"]);
    expect([(b?.at ?? 0) - (a?.at ?? 0), (c?.at ?? 0) - (a?.at ?? 0)]).toEqual([0, 5_000]);
  });

  test("nothing twice when many workers look at one store", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create b:create", "in>a a>b"));
    const lives = [bench.start(), bench.start(), bench.start()];
    await bench.pass(30_000);
    expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["a", "b"]);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(lives.map(({ worker }) => worker.holding)).toEqual([0, 0, 0]);
  });

  test("as many runs at once as it may hold, and the others after them", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging");
    const runs: string[] = [];
    for (let count = 0; count < 5; count++) runs.push(await bench.accept(graph("in:trigger a:read", "in>a")));
    const life = bench.start({ most: 2 });
    await bench.pass(1_000);
    expect([life.worker.holding, bench.farEnd.arrivals.length]).toEqual([2, 2]);
    await bench.pass(20_000);
    for (const runId of runs) expect((await bench.state(runId)).status).toBe("succeeded");
  });
});

test("a long chain of steps that only compute lets others have their turn", async () => {
  const bench = new Bench();
  const ids = Array.from({ length: 200 }, (_, index) => `s${index}`);
  const links = ["in", ...ids.slice(0, -1)].map((id, index) => `${id}>${ids[index]}`).join(" ");
  const runId = await bench.accept(graph(`in:trigger ${ids.join(" ")}`, links));
  const slow: NodeRunner = {
    type: "set",
    run: () => {
      for (const end = performance.now() + 1; performance.now() < end;);
      return { kind: "done", output: null };
    },
  };
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 1);
  // Real time: what is to be seen is that timers fire.
  const after = (ms: number, callback: () => void) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  };
  const clock = { now: () => bench.clock.now(), monotonic: () => performance.now(), after };
  const life = bench.life({ parts: { clock, runners: new Map([["set", slow]]) } });
  life.worker.start();
  while ((await bench.state(runId)).finishedAt === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(counting);
  await life.worker.stop(1_000);
  expect((await bench.state(runId)).status).toBe("succeeded");
  expect(turns).toBeGreaterThan(4);
});

describe("a failed call", () => {
  test("is tried again after two seconds, then four, and the steps before it are left alone", async () => {
    const { bench, state } = await performed(graph("in:trigger a:create b:create", "in>a a>b"), ({ farEnd }) =>
      farEnd.script("b", "later", "refused", "ok"),
    );
    expect(bench.farEnd.to("a")).toHaveLength(1);
    expect(state.steps.get("b")).toMatchObject({ status: "succeeded", attempts: 3 });
    const [first, last] = bench.farEnd.to("b");
    expect((last?.at ?? 0) - (first?.at ?? 0)).toBe(6_000);
  });

  test("sends the same bytes again, whatever has changed meanwhile", async () => {
    const bench = new Bench();
    bench.vars = { greeting: "добрий день" };
    bench.farEnd.script("a", "broken", "ok");
    await bench.accept(graph("in:trigger a:read", "in>a", { a: say("{{ vars.greeting }} {{ now }}") }));
    bench.start();
    await bench.pass(500);
    bench.vars = { greeting: "вечір" };
    await bench.pass(10_000);
    const [first, second] = bench.farEnd.to("a").map(({ body }) => body);
    expect(first).toContain("добрий день");
    expect(second).toBe(first);
  });

  test("is final after the attempts that the step allows", async () => {
    const document = graph("in:trigger a:read", "in>a", { a: { retry: { maxAttempts: 2, backoffSeconds: 1 } } });
    const { bench, state } = await performed(document, ({ farEnd }) => farEnd.script("a", "broken"));
    expect(bench.farEnd.to("a")).toHaveLength(2);
    expect(state).toMatchObject({ status: "failed", error: { code: "service.rejected", nodeId: "a" } });
  });

  test("with a refusal is not tried again", async () => {
    const { bench, state } = await performed(graph("in:trigger a:read", "in>a"), ({ farEnd }) =>
      farEnd.script("a", "bad"),
    );
    expect([bench.farEnd.to("a").length, state.status]).toEqual([1, "failed"]);
  });

  test("without an answer in time is repeated for a read and a doubt for a create", async () => {
    const seconds = { timeoutSeconds: 3 };
    const document = graph("in:trigger a:read b:create", "in>a in>b", { a: seconds, b: seconds });
    const { bench, state } = await performed(document, ({ farEnd }) => {
      farEnd.script("a", "slow", "ok");
      farEnd.script("b", "slow");
    });
    expect(state.steps.get("a")).toMatchObject({ status: "succeeded", attempts: 2 });
    const [first, second] = bench.farEnd.to("a");
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBe(5_000);
    expect(state.steps.get("b")).toMatchObject({ status: "unknown", error: { code: "request.timeout" } });
    expect([bench.farEnd.to("b").length, state.status]).toEqual([1, "needs_attention"]);
  });
});

describe("onError", () => {
  const behind = (onError: string) =>
    performed(
      graph("in:trigger a:read b:read c:read", "in>a a>b a-error>c", {
        a: { onError },
        c: say("{{ steps.a.error.status }} {{ steps.a.error.message }}"),
      }),
      ({ farEnd }) => farEnd.script("a", "bad"),
    );

  test("stop ends the run with the failure", async () => {
    const { state, bench } = await behind("stop");
    expect(state).toMatchObject({ status: "failed", handledErrors: 0, error: { nodeId: "a" } });
    expect([state.steps.get("b")?.status, state.steps.get("c")?.status]).toEqual(["cancelled", "cancelled"]);
    expect(bench.farEnd.arrivals).toHaveLength(1);
  });

  test("continue goes on by main", async () => {
    const { state } = await behind("continue");
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 1 });
    expect([state.steps.get("b")?.status, state.steps.get("c")?.status]).toEqual(["succeeded", "skipped"]);
  });

  test("branch goes on by error only, and the error can be read there", async () => {
    const { state, bench } = await behind("branch");
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 1 });
    expect(state.steps.get("b")?.status).toBe("skipped");
    expect(bench.farEnd.to("c").map(({ body }) => body)).toEqual(['"400 It failed: service.rejected."']);
  });

  test.each([
    ["read", "slow", "read"],
    ["put", "cut", "idempotent"],
    ["create", "slow", "create"],
    ["create", "refused", "none"],
    ["create", "broken", "create"],
    ["create", "later", "none"],
    ["create", "bad", undefined],
  ] as const)("of a %s (%s) tells what it may have done: %s", async (type, manner, effect) => {
    const document = graph(`in:trigger a:${type}`, "in>a", { a: { retry: { maxAttempts: 1 } } });
    const { state } = await performed(document, ({ farEnd }) => farEnd.script("a", manner));
    expect(state.steps.get("a")?.error?.values["effect"]).toBe(effect);
  });

  test("stop lets what is in flight finish and starts nothing after it", async () => {
    const { state, bench } = await performed(graph("in:trigger a:read b:create c:create", "in>a in>b b>c"), (world) => {
      world.farEnd.script("a", "bad");
      world.farEnd.script("b", "lagging");
    });
    expect([state.status, state.steps.get("b")?.status, state.steps.get("c")?.status]).toEqual([
      "failed",
      "succeeded",
      "cancelled",
    ]);
    expect(bench.farEnd.to("c")).toEqual([]);
  });
});

test("a step does not begin when another fails the run while its variables are being read", async () => {
  const bench = new Bench();
  bench.farEnd.script("a", "bad");
  const runId = await bench.accept(graph("in:trigger a:read b:read c:create", "in>a in>b b>c"));
  const later = (ms: number) => new Promise<void>((resolve) => void bench.clock.after(ms, resolve));
  const http: Http = {
    send: async (call) => {
      if (call.url.endsWith("/a")) await later(500);
      return bench.farEnd.send(call);
    },
  };
  const workspaces: Workspaces = {
    scope: async () => {
      await later(1_000);
      return { timezone: "UTC", publicUrl: "https://x", vars: {}, fields: {} };
    },
  };
  bench.start({ parts: { http, workspaces } });
  await bench.pass(10_000);
  const state = await bench.state(runId);
  expect([state.status, state.steps.get("c")?.status]).toEqual(["failed", "cancelled"]);
  expect(bench.farEnd.arrivals.map(({ key }) => key)).toEqual(["b", "a"]);
});

describe("a doubt", () => {
  const doubtful = async (onError = "stop") => {
    const document = graph("in:trigger a:create b:read", "in>a a>b", { a: { onError } });
    const world = await performed(document, ({ farEnd }) => farEnd.script("a", "cut", "ok"));
    expect(world.state.status).toBe("needs_attention");
    return world;
  };

  test.each([
    ["done", "stop", 1, "succeeded"],
    ["retry", "stop", 2, "succeeded"],
    ["fail", "stop", 1, "failed"],
    ["fail", "continue", 1, "succeeded"],
  ] as const)(
    "settled as %s with onError %s reaches the far end %s times and ends %s",
    async (as, onError, times, end) => {
      const { bench, runId } = await doubtful(onError);
      await bench.resolve(runId, "a", as);
      await bench.pass(60_000);
      expect((await bench.state(runId)).status).toBe(end);
      expect(bench.farEnd.to("a")).toHaveLength(times);
      expect(new Set(bench.farEnd.to("a").map(({ body }) => body)).size).toBe(1);
    },
  );

  test("wakes nobody until it is settled", async () => {
    const { bench, runId, life } = await doubtful();
    const before = await bench.log(runId);
    await bench.pass(3_600_000);
    expect(await bench.log(runId)).toEqual(before);
    expect([life.worker.holding, await bench.kept.due(bench.clock.now(), 10)]).toEqual([0, []]);
  });

  test("settled as retry is sent again even where another step has failed the run", async () => {
    const { bench, runId, state } = await performed(graph("in:trigger a:create b:read", "in>a in>b"), ({ farEnd }) => {
      farEnd.script("a", "cut", "later", "ok");
      farEnd.script("b", "bad");
    });
    expect(state.status).toBe("needs_attention");
    await bench.resolve(runId, "a", "retry");
    await bench.pass(60_000);
    expect(bench.farEnd.to("a")).toHaveLength(3);
    const after = await bench.state(runId);
    expect([after.status, after.steps.get("a")?.status]).toEqual(["failed", "succeeded"]);
  });
});

test("a run that has lasted thirty days is ended, whatever it waits for", async () => {
  const bench = new Bench();
  bench.secrets.set("cred", token(1));
  bench.farEnd.script("a", "limited");
  const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { credential: "cred" } }));
  const life = bench.start();
  await bench.pass(5_000);
  await life.worker.stop(0);
  bench.clock.step(30 * 24 * 3_600_000);
  bench.start();
  await bench.pass(120_000);
  const state = await bench.state(runId);
  expect(state).toMatchObject({ status: "failed", error: { code: "run.tooLong" } });
  expect(state.steps.get("a")?.status).toBe("cancelled");
});
