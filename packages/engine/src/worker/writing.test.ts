import { describe, expect, test } from "vitest";
import type { Http, OnceKeeper, Workspaces } from "../ports.js";
import { Bench } from "../testing/bench.js";
import { runnableCatalogue } from "../testing/tiny-runners.js";
import { graph } from "../testing/tiny-world.js";

const answeredAfter = (bench: Bench, ms: () => number): Http => ({
  send: async (request) => {
    const answer = await bench.farEnd.send(request);
    await new Promise<void>((resolve) => void bench.clock.after(ms(), resolve));
    return answer;
  },
});

describe("what waits for its turn to be written", () => {
  const loop = (call: string) =>
    graph(`in:trigger each:each a:${call}`, "in>each each-item>a", {
      each: { params: { items: "{{ range(1, 100) }}", concurrency: 10 } },
      a: { parent: "each" },
    });
  /** A loop of a hundred calls; an answer takes 10 ms to 19 ms, the turn to write comes after 100 ms. */
  const begun = async (call: string) => {
    const bench = new Bench();
    bench.turnMs = 100;
    const http = answeredAfter(bench, () => 10 + (bench.farEnd.arrivals.length % 10));
    const runId = await bench.accept(loop(call));
    const life = bench.start({ parts: { http } });
    return { bench, life, runId };
  };

  test("keeps no call waiting that may be repeated, and takes along what they answer until then", async () => {
    const { bench, life, runId } = await begun("read");
    await bench.pass(90);
    expect(bench.farEnd.arrivals.length).toBeGreaterThan(50);
    expect(await bench.story(runId)).toEqual(["run.created"]);
    await bench.pass(10_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(life.count.append).toBeLessThan(6);
  });

  test("keeps every call waiting that must not be, with all that comes until then in one write", async () => {
    const { bench, life, runId } = await begun("create");
    await bench.pass(90);
    expect(bench.farEnd.arrivals).toEqual([]);
    await bench.pass(20);
    expect(bench.farEnd.arrivals).toHaveLength(10);
    await bench.pass(10_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    expect(life.count.append).toBeLessThan(24);
  });

  test("is nothing any more once the run was given up", async () => {
    const { bench, life, runId } = await begun("read");
    await bench.pass(50);
    void life.worker.stop(0);
    await bench.pass(10_000);
    expect(await bench.story(runId)).toEqual(["run.created"]);
  });
});

describe("what nobody waits for", () => {
  const links = "in>a a>b b>c";
  const upToC = ["started a", "succeeded a", "started b", "succeeded b", "started c"];

  test("is written a hundredth of a second later, with all that came until then", async () => {
    const bench = new Bench();
    bench.farEnd.script("c", "lagging");
    const runId = await bench.accept(graph("in:trigger a:read b:read c:read", links));
    const life = bench.start();
    await bench.pass(9);
    expect([bench.farEnd.arrivals.length, life.count.append]).toEqual([3, 0]);
    await bench.pass(1);
    expect(await bench.story(runId)).toEqual(["run.created", ...upToC]);
    expect(life.count.append).toBe(1);
  });

  test("goes with the first thing that somebody waits for: the intent of a call that must not be repeated", async () => {
    const bench = new Bench();
    bench.farEnd.script("c", "lagging");
    const runId = await bench.accept(graph("in:trigger a:read b:read c:create", links));
    const life = bench.start();
    await bench.pass();
    expect(await bench.story(runId)).toEqual(["run.created", ...upToC]);
    await bench.pass(1_000);
    expect([bench.farEnd.to("c").length, life.count.append]).toEqual([1, 1]);
  });

  test("is not what became of a call that must not be repeated", async () => {
    const bench = new Bench();
    bench.farEnd.script("b", "lagging");
    const runId = await bench.accept(graph("in:trigger a:create b:read", "in>a in>b"));
    bench.start();
    await bench.pass();
    expect(await bench.story(runId)).toContain("succeeded a");
  });

  test("is what became of a call that may be repeated, and not what it was begun with", async () => {
    const bench = new Bench();
    bench.farEnd.script("b", "lagging");
    const runId = await bench.accept(graph("in:trigger a:put b:read", "in>a a>b"));
    bench.start();
    await bench.pass(5);
    expect(await bench.story(runId)).toEqual(["run.created", "started a"]);
    await bench.pass(5);
    expect(await bench.story(runId)).toEqual(["run.created", "started a", "succeeded a", "started b"]);
  });

  test("is not the answer to whoever called", async () => {
    const bench = new Bench();
    bench.farEnd.script("b", "lagging");
    const runId = await bench.accept(graph("in:trigger a:set b:read", "in>a in>b"));
    const [type, definition] = ["set", runnableCatalogue.get("set")];
    if (!definition) throw new Error("no such type");
    bench.start({ parts: { catalogue: new Map(runnableCatalogue).set(type, { ...definition, responds: true }) } });
    await bench.pass();
    expect(await bench.story(runId)).toContain("succeeded a");
  });

  test("is written sooner where there is a lot of it", async () => {
    const bench = new Bench();
    await bench.accept(
      graph("in:trigger each:each a:read", "in>each each-item>a", {
        each: { params: { items: "{{ range(1, 1000) }}", concurrency: 100 } },
        a: { parent: "each" },
      }),
    );
    const life = bench.start();
    await bench.pass(9);
    expect(life.count.append).toBeGreaterThan(1);
  });

  test("is never written once its server has stopped", async () => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:read b:read", "in>a in>b"));
    bench.farEnd.script("b", "slow");
    const life = bench.start();
    await bench.pass(5);
    void life.worker.stop(0);
    await bench.pass(60_000);
    expect(await bench.story(runId)).toEqual(["run.created"]);
  });
});

test("steps that end in the same moment are followed by one decision", async () => {
  const bench = new Bench();
  const nodes = Array.from({ length: 8 }, (_, index) => `a${index}:read b${index}:read`).join(" ");
  const links = Array.from({ length: 8 }, (_, index) => `in>a${index} a${index}>b${index}`).join(" ");
  const runId = await bench.accept(graph(`in:trigger ${nodes}`, links));
  let decisions = 0;
  const workspaces: Workspaces = {
    scope: () => {
      decisions += 1;
      return Promise.resolve({ timezone: "UTC", publicUrl: "https://x", vars: {}, fields: {} });
    },
  };
  bench.start({ parts: { workspaces, http: answeredAfter(bench, () => 2) } });
  await bench.pass(10_000);
  expect([(await bench.state(runId)).status, bench.farEnd.arrivals.length]).toEqual(["succeeded", 16]);
  // What begins is decided once for all of the first row, once for all of the second.
  expect(decisions).toBe(2);
});

describe("what a claim rests on", () => {
  /** Two claims one after the other, while writes take their time; with what was stored of the run when each was made. */
  const claimed = async (other?: (bench: Bench, runId: string) => Promise<unknown>) => {
    const bench = new Bench();
    bench.turnMs = 100;
    const stored: string[][] = [];
    const runId = await bench.accept(
      graph("in:trigger a:once b:once c:set", "in>a a-first>b b-first>c", {
        a: { params: { key: "Оля", ms: 5_000 } },
        b: { params: { key: "Оля" } },
      }),
    );
    const once: OnceKeeper = {
      first: async (claim) => {
        stored.push((await bench.log(runId)).flatMap((event) => (event.type === "step.succeeded" ? [event.key] : [])));
        return bench.once.first(claim);
      },
    };
    bench.start({ parts: { once } });
    await bench.pass(50);
    await other?.(bench, runId);
    await bench.pass(10_000);
    return { status: (await bench.state(runId)).status, stored };
  };

  test("is stored before it: a server that dies in between cannot come to think otherwise, and leave the claim to nobody", async () => {
    expect(await claimed()).toEqual({ status: "succeeded", stored: [[], ["a"]] });
  });

  test("is not stored where somebody has the run cancelled first, and nothing is claimed then", async () => {
    const cancelled = await claimed((bench, runId) => bench.cancel(runId));
    expect(cancelled).toEqual({ status: "cancelled", stored: [[]] });
  });
});
