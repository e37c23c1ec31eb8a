import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import { Bench, token } from "../testing/bench.js";
import { calls, each, inside, say } from "../testing/looping.js";
import { graph } from "../testing/tiny-world.js";

const change = (action: "retry" | "skip", indexes: number[], data?: Json) => ({
  ...({ type: "items.changed", at: 5_000, key: "each", nodeId: "each" } as const),
  action,
  indexes,
  ...(data !== undefined && { data }),
});

describe("a person's word about items", () => {
  const document = graph("in:trigger each:each b:create c:read", "in>each each-item>b b>c", {
    each: { params: { items: ["x", "y", "z"], onItemError: "continue" } },
    b: say("{{ item }}"),
    c: inside,
  });
  const slow = async () => {
    const bench = new Bench();
    bench.farEnd.script("b[0]", "bad", "ok");
    bench.farEnd.script("c[1]", "lagging");
    const runId = await bench.accept(document);
    bench.start();
    await bench.pass(2_000);
    expect((await bench.state(runId)).steps.get("each")?.loop).toMatchObject({ failed: 1, succeeded: 0 });
    return { bench, runId };
  };
  test("does a failed one again, with other data, and leaves those that came through", async () => {
    const { bench, runId } = await slow();
    await bench.signal(runId, change("retry", [0, 1], "new x"));
    await bench.pass(600_000);
    const state = await bench.state(runId);
    expect(bench.farEnd.to("b[0]").map(({ body }) => body)).toEqual(['"x"', '"new x"']);
    expect(bench.farEnd.to("b[1]")).toHaveLength(1);
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 0 });
    expect(state.steps.get("each")?.output).toEqual({ items: 3, succeeded: 3, failed: 0 });
  });

  test("leaves out those that have not begun", async () => {
    const { bench, runId } = await slow();
    await bench.signal(runId, change("skip", [0, 2]));
    await bench.pass(600_000);
    const state = await bench.state(runId);
    expect(bench.farEnd.to("b[2]")).toEqual([]);
    expect(state.steps.get("each")?.output).toEqual({ items: 3, succeeded: 1, failed: 0, skipped: 2 });
  });
});

test.each(["create", "put", "read"])(
  "a %s whose item is left out while it gets ready has no intent: it could become a doubt",
  async (type) => {
    const bench = new Bench();
    bench.secrets.set("cred", token());
    bench.openMs = 5_000;
    const document = graph(`in:trigger each:each b:${type}`, "in>each each-item>b", {
      ...each([1, 2, 3], { concurrency: 2 }),
      b: { ...inside, credential: "cred" },
    });
    const runId = await bench.accept(document);
    bench.start();
    await bench.pass(1_000);
    await bench.signal(runId, change("skip", [0, 1]));
    await bench.pass(60_000);
    expect((await bench.story(runId)).filter((line) => line.startsWith("started b"))).toEqual(["started b[2]"]);
    expect([(await bench.state(runId)).status, calls(bench)]).toEqual(["succeeded", ["b[2]"]]);
  },
);

test("a cancel ends a loop: nothing more begins, what is under way is told", async () => {
  const bench = new Bench();
  bench.farEnd.script("b[1]", "lagging");
  const runId = await bench.accept(
    graph("in:trigger each:each b:create", "in>each each-item>b", { ...each([1, 2, 3]), b: inside }),
  );
  bench.start();
  await bench.pass(1_000);
  await bench.cancel(runId);
  await bench.pass(600_000);
  const state = await bench.state(runId);
  expect([state.status, state.steps.get("each")?.status, calls(bench)]).toEqual([
    "cancelled",
    "cancelled",
    ["b[0]", "b[1]"],
  ]);
});

test("a server that dies in the middle does no item twice, and none is left out", async () => {
  const bench = new Bench();
  const items = Array.from({ length: 12 }, (_, index) => index);
  for (const item of items) bench.farEnd.script(`b[${item}]`, "lagging");
  const runId = await bench.accept(
    graph("in:trigger each:each b:put", "in>each each-item>b", { ...each(items, { concurrency: 2 }), b: inside }),
  );
  const first = bench.start();
  await bench.pass(12_000);
  first.crash();
  bench.kept.voidLeases();
  bench.start();
  await bench.pass(600_000);
  const state = await bench.state(runId);
  expect(state.steps.get("each")?.output).toEqual({ items: 12, succeeded: 12, failed: 0 });
  // Two were under way, and may be repeated.
  expect(bench.farEnd.arrivals.length).toBeLessThanOrEqual(14);
});

test.each(["retry", "done"] as const)(
  "however many doubts somebody settles with %s, no more items go on at once than the loop may have",
  async (as) => {
    const bench = new Bench();
    const items = Array.from({ length: 12 }, (_, index) => index);
    for (const item of items) {
      bench.farEnd.script(`a[${item}]`, "cut", "lagging");
      bench.farEnd.script(`b[${item}]`, "lagging");
    }
    const runId = await bench.accept(
      graph("in:trigger each:each a:create b:create", "in>each each-item>a a>b", {
        ...each(items, { concurrency: 3 }),
        a: inside,
        b: inside,
      }),
    );
    bench.start();
    await bench.pass(60_000);
    expect((await bench.state(runId)).status).toBe("needs_attention");
    const settledAt = bench.clock.now();
    for (const item of items) await bench.resolve(runId, `a[${item}]`, as);
    await bench.pass(600_000);
    expect((await bench.state(runId)).steps.get("each")?.output).toEqual({ items: 12, succeeded: 12, failed: 0 });
    // Each call takes five seconds.
    const later = bench.farEnd.arrivals.filter(({ at }) => at >= settledAt);
    const together = later.map(({ at }) => later.filter((one) => one.at <= at && one.at > at - 5_000).length);
    expect(Math.max(...together)).toBe(3);
    expect(later).toHaveLength(as === "retry" ? 24 : 12);
  },
);
