import { describe, expect, test } from "vitest";
import type { PoolGate } from "../limiter/gate.js";
import { Bench, token } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const credential = "cred";
function limited(limit?: number): Bench {
  const bench = new Bench();
  bench.secrets.set(credential, token(limit));
  return bench;
}

describe("where the intent takes longer to write than a reservation is good for", () => {
  /** Two items, one ticket: who gives a stale reservation back finds the other one before it in the line. */
  const pair = graph("in:trigger each:each a:create", "in>each each-item>a", {
    each: { params: { items: [1, 2], concurrency: 2 } },
    a: { credential, parent: "each", params: { say: "{{ item }}" } },
  });

  test("calls of a full pool stay in line, none goes out late or twice, and they go once writes are quick again", async () => {
    const bench = limited(1);
    bench.turnMs = 3_000;
    const runId = await bench.accept(pair);
    bench.start();
    await bench.pass(10 * 60_000);
    expect([bench.farEnd.arrivals.length, (await bench.state(runId)).finishedAt]).toEqual([0, undefined]);
    bench.turnMs = 30;
    await bench.pass(5 * 60_000);
    expect(bench.farEnd.arrivals.map(({ body }) => JSON.parse(body) as number).toSorted((a, b) => a - b)).toEqual([
      1, 2,
    ]);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });

  test("a call without others in its line goes at once with another reservation", async () => {
    const bench = limited(1);
    bench.turnMs = 3_000;
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { credential } }));
    bench.start();
    await bench.pass(60_000);
    expect([bench.farEnd.arrivals.length, (await bench.state(runId)).status]).toEqual([1, "succeeded"]);
  });
});

describe("a step that waits for a ticket", () => {
  test("goes by the lane of its workflow: urgent ones at once, whatever is in the line", async () => {
    const bench = limited(20);
    const sends = (lane: "critical" | "normal" | "bulk", name: string, count: number) => ({
      ...graph("in:trigger each:each a:create", "in>each each-item>a", {
        each: { params: { items: Array.from({ length: count }, () => name), concurrency: count } },
        a: { credential, parent: "each", params: { say: "{{ item }}" } },
      }),
      settings: { lane },
    });
    await bench.accept(sends("bulk", "bulk", 40));
    bench.start();
    await bench.pass(30_000);
    await bench.accept(sends("normal", "normal", 1));
    await bench.accept(sends("critical", "critical", 1));
    const from = bench.farEnd.arrivals.length;
    await bench.pass(4 * 60_000);
    const bodies = bench.farEnd.arrivals.map(({ body }) => JSON.parse(body) as string);
    // The bulk is paced: few of it had gone, and nobody else has to wait for a place in its line.
    expect([from < 20, bodies.length, bodies.filter((body) => body === "bulk").length]).toEqual([true, 42, 40]);
    expect(new Set(bodies.slice(from, from + 2))).toEqual(new Set(["critical", "normal"]));
    const [at, before] = [bench.farEnd.arrivals[from + 1]?.at ?? 0, bench.farEnd.arrivals[from - 1]?.at ?? 0];
    expect(at - before).toBeLessThan(5_000);
  });

  test("of a saturated limit goes to the urgent workflow before those that came earlier", async () => {
    const bench = limited(1);
    const one = (lane: "critical" | "normal" | "bulk") => ({
      ...graph("in:trigger a:create", "in>a", { a: { credential, params: { say: lane } } }),
      settings: { lane },
    });
    bench.start();
    for (const lane of ["normal", "bulk", "normal", "critical"] as const) {
      await bench.accept(one(lane));
      await bench.pass(1_000);
    }
    await bench.pass(5 * 60_000);
    const bodies = bench.farEnd.arrivals.map(({ body }) => JSON.parse(body) as string);
    expect(bodies).toEqual(["normal", "critical", "normal", "bulk"]);
  });

  test("gives the run back, waits without a worker, and goes when a ticket is free", async () => {
    const bench = limited(1);
    const runId = await bench.accept(
      graph("in:trigger a:create b:create", "in>a a>b", { a: { credential }, b: { credential } }),
    );
    const life = bench.start();
    await bench.pass(10_000);
    const waiting = (await bench.state(runId)).steps.get("b");
    expect(waiting).toMatchObject({ status: "waiting", waitingFor: "limit", attempts: 0 });
    expect([life.worker.holding, (await bench.state(runId)).status]).toEqual([0, "waiting"]);
    await bench.pass(60_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
    const [a, b] = bench.farEnd.arrivals;
    expect([a?.key, b?.key, (b?.at ?? 0) - (a?.at ?? 0)]).toEqual(["a", "b", 60_250]);
    expect((await bench.state(runId)).steps.get("b")?.attempts).toBe(1);
  });

  test("sends nothing with one that it took before its token was paused, and goes when that is over", async () => {
    const bench = limited(1);
    bench.farEnd.script("a", "distant");
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { credential } }));
    const gate = bench.start().parts.gate as PoolGate;
    await bench.pass(200);
    await gate.pause({ key: "pool", limit: 1 });
    await bench.pass(60_000);
    expect(bench.farEnd.arrivals).toEqual([]);
    expect((await bench.state(runId)).steps.get("a")).toMatchObject({ status: "waiting", waitingFor: "pause" });
    await gate.resume({ key: "pool", limit: 1 });
    await bench.pass(5_000);
    expect([(await bench.state(runId)).status, bench.farEnd.arrivals.length]).toEqual(["succeeded", 1]);
  });

  test("asks again when it is woken while another event is being decided", async () => {
    const bench = limited(1);
    const document = graph("in:trigger a:create b:create c:create", "in>a in>b in>c", {
      a: { credential },
      b: { credential },
      c: { onError: "continue" },
    });
    bench.farEnd.script("c", "cut");
    const runId = await bench.accept(document);
    bench.start({ sweepMs: 3_600_000 });
    await bench.pass(1_000);
    expect((await bench.state(runId)).steps.get("b")?.status).toBe("waiting");
    await bench.pass(59_300);
    await bench.resolve(runId, "c", "fail");
    await bench.pass(1_000);
    expect(bench.farEnd.to("b")).toHaveLength(1);
  });

  test("is told again and again without a call when the run is woken for other reasons", async () => {
    const bench = limited(1);
    const runId = await bench.accept(
      graph("in:trigger a:create b:create", "in>a a>b", { a: { credential }, b: { credential } }),
    );
    bench.start();
    await bench.pass(1_000);
    for (let count = 0; count < 5; count++) {
      bench.wakeups.nudge(runId);
      await bench.pass(100);
    }
    expect(bench.farEnd.arrivals).toHaveLength(1);
    await bench.pass(120_000);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });
});
