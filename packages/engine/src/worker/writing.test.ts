import { describe, expect, test } from "vitest";
import type { Http, Workspaces } from "../ports.js";
import { Bench } from "../testing/bench.js";
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
