import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../document/document.js";
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

  test("the end of very many runs that are cancelled at once in turn, beyond as many as it may hold", async () => {
    const bench = new Bench();
    bench.farEnd.script("a", "lagging");
    const document = graph("in:trigger a:read", "in>a");
    await bench.accept(document);
    const life = bench.start({ most: 1 });
    await bench.pass(100);
    const runs: string[] = [];
    for (let count = 0; count < 600; count++) runs.push(await bench.accept(document));
    await Promise.all(runs.map((runId) => bench.cancel(runId)));
    for (const runId of runs) bench.wakeups.nudge(runId, "cancelled");
    expect(life.worker.holding).toBeLessThanOrEqual(501);
    await bench.pass(1_000);
    expect(life.worker.holding).toBe(1);
    await bench.pass(30_000);
    for (const runId of runs) expect((await bench.state(runId)).status).toBe("cancelled");
    expect(bench.farEnd.arrivals).toHaveLength(1);
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
  const now = () => bench.clock.now() + Math.floor(performance.now());
  const clock = { now, monotonic: () => performance.now(), after };
  const life = bench.life({ parts: { clock, runners: new Map([["set", slow]]) } });
  life.worker.start();
  while ((await bench.state(runId)).finishedAt === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  clearInterval(counting);
  await life.worker.stop(1_000);
  expect((await bench.state(runId)).status).toBe("succeeded");
  expect(turns).toBeGreaterThan(4);
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
