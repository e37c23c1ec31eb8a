import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const inside = { parent: "each" };
const say = (value: string) => ({ ...inside, params: { say: value } });
const each = (items: Json, more: object = {}) => ({ each: { params: { items, ...more } } });

/** A bench whose server has performed the run as far as it goes in ten minutes. */
async function performed(document: WorkflowDocument, payload: Json = {}, prepare: (bench: Bench) => void = () => {}) {
  const bench = new Bench();
  prepare(bench);
  const runId = await bench.accept(document, payload);
  bench.start();
  await bench.pass(600_000);
  expect(bench.surprises).toEqual([]);
  return { bench, runId, state: await bench.state(runId), story: await bench.story(runId) };
}
const calls = (bench: Bench) => bench.farEnd.arrivals.map(({ key }) => key);
const bodies = (bench: Bench) => bench.farEnd.arrivals.map(({ body }) => body);

//         ┌─────────────┐
//  in ─ each ─ a ─ b    ├ done ─ after
//         └─────────────┘
const links = "in>each each-item>a a>b each-done>after";
const nodes = "in:trigger each:each a:set b:create after:create";

describe("a loop", () => {
  test("does its body for each item in turn, and goes on by done with the numbers", async () => {
    const { state, bench } = await performed(
      graph(nodes, links, {
        ...each(["x", "y", "z"]),
        a: say("{{ item }}{{ index }}"),
        b: say("{{ steps.a }} of {{ steps.each.index + 1 }}"),
        after: { params: { say: "{{ steps.each.succeeded }} of {{ steps.each.items }}" } },
      }),
    );
    expect(calls(bench)).toEqual(["b[0]", "b[1]", "b[2]", "after"]);
    expect(bodies(bench)).toEqual(['"x0 of 1"', '"y1 of 2"', '"z2 of 3"', '"3 of 3"']);
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 0 });
    expect(state.steps.get("each")).toMatchObject({
      status: "succeeded",
      port: "done",
      output: { items: 3, succeeded: 3, failed: 0 },
    });
    expect([...state.steps.keys()]).toEqual(["in", "each", "after"]);
  });

  test("of nothing goes on at once, with zeros", async () => {
    const { state, bench } = await performed(graph(nodes, links, { ...each("{{ [] }}"), a: inside, b: inside }));
    expect(calls(bench)).toEqual(["after"]);
    expect(state.steps.get("each")?.output).toEqual({ items: 0, succeeded: 0, failed: 0 });
  });

  test.each<[Json, object]>([
    ["{{ trigger.name }}", { code: "loop.notList", param: "items", values: { found: "string" } }],
    ["{{ run }}", { code: "loop.notList", param: "items", values: { found: "object" } }],
    ["{{ trigger.many }}", { code: "loop.tooManyItems", values: { count: 100_001, limit: 100_000 } }],
  ])("over %s fails with its reason", async (items, error) => {
    const { state, bench } = await performed(graph(nodes, links, { ...each(items), a: inside, b: inside }), {
      name: "Оксана",
      many: Array.from({ length: 100_001 }, () => 0),
    });
    expect([state.status, calls(bench)]).toEqual(["failed", []]);
    expect(state.error).toMatchObject(error);
  });

  test("collects the results in order, whichever item comes through first", async () => {
    const { state } = await performed(
      graph("in:trigger each:each a:read", "in>each each-item>a", {
        ...each([1, 2, 3], { concurrency: 3, collect: "{{ steps.a.said }}!{{ index }}" }),
        a: say("{{ item * 10 }}"),
      }),
      {},
      (bench) => bench.farEnd.script("a[0]", "lagging"),
    );
    expect(state.steps.get("each")?.output).toEqual({
      items: 3,
      succeeded: 3,
      failed: 0,
      results: ["10!0", "20!1", "30!2"],
    });
  });

  test("whose result cannot be made fails that item", async () => {
    const { state } = await performed(
      graph("in:trigger each:each a:set", "in>each each-item>a", {
        ...each([{ n: 1 }, {}], { collect: "{{ item.n }}", onItemError: "continue" }),
        a: inside,
      }),
    );
    expect(state.steps.get("each")?.output).toEqual({ items: 2, succeeded: 1, failed: 1, results: [1, null] });
  });

  test("has as many items under way as it may, and never more", async () => {
    const items = [0, 1, 2, 3, 4, 5, 6];
    const { bench, state } = await performed(
      graph("in:trigger each:each a:read", "in>each each-item>a", { ...each(items, { concurrency: 3 }), a: inside }),
      {},
      (world) => items.forEach((item) => world.farEnd.script(`a[${item}]`, "lagging")),
    );
    const times = bench.farEnd.arrivals.map(({ at }) => at - (bench.farEnd.arrivals[0]?.at ?? 0));
    expect(times).toEqual([0, 0, 0, 5_000, 5_000, 5_000, 10_000]);
    expect(state.status).toBe("succeeded");
  });

  test("in a loop does the inner body for each item of each item", async () => {
    const { bench, state } = await performed(
      graph("in:trigger each:each inner:each a:create b:create", "in>each each-item>inner inner-item>a inner-done>b", {
        ...each([["x", "y"], ["z"]]),
        inner: { ...inside, params: { items: "{{ item }}" } },
        a: { parent: "inner", params: { say: "{{ item }}{{ index }} in {{ steps.each.index }}" } },
        b: say("{{ steps.inner.items }}"),
      }),
    );
    expect(calls(bench)).toEqual(["a[0][0]", "a[0][1]", "b[0]", "a[1][0]", "b[1]"]);
    expect(bodies(bench)).toEqual(['"x0 in 0"', '"y1 in 0"', "2".length ? "2" : "", '"z0 in 1"', "1"]);
    expect(state.status).toBe("succeeded");
  });

  test("that is switched off is passed by, and nothing of it runs", async () => {
    const { bench, state } = await performed(
      graph(nodes, links, { each: { disabled: true, params: { items: [1] } }, a: inside, b: inside }),
    );
    expect(calls(bench)).toEqual(["after"]);
    expect(state.status).toBe("succeeded");
  });

  test("ends the whole run where a stop step stands in it", async () => {
    const { bench, state } = await performed(graph(nodes, links, { ...each([1, 2]), a: say("stop"), b: inside }));
    expect([state.status, calls(bench), state.steps.get("each")?.status]).toEqual(["succeeded", [], "cancelled"]);
  });
});

describe("a failed item", () => {
  const failing = (onItemError: string, more: object = {}) =>
    performed(
      graph("in:trigger each:each b:create after:create", "in>each each-item>b each-done>after", {
        each: { params: { items: [1, 2, 3, 4], onItemError, concurrency: 2 }, ...more },
        b: inside,
      }),
      {},
      (bench) => {
        bench.farEnd.script("b[1]", "bad");
        bench.farEnd.script("b[0]", "lagging");
      },
    );

  test("stops the loop: what is under way ends, no other item begins, the run fails with its reason", async () => {
    const { bench, state } = await failing("stop");
    expect(calls(bench)).toEqual(["b[0]", "b[1]"]);
    expect([state.status, state.steps.get("each")?.status]).toEqual(["failed", "failed"]);
    expect(state.error).toMatchObject({
      code: "loop.itemFailed",
      nodeId: "each",
      values: { number: 2, count: 4, cause: { code: "service.rejected" } },
    });
    expect(state.steps.get("each")?.loop).toMatchObject({ succeeded: 1, failed: 1 });
  });

  test("leaves the others alone where the loop goes on, and counts as handled", async () => {
    const { bench, state } = await failing("continue");
    expect(calls(bench)).toEqual(["b[0]", "b[1]", "b[2]", "b[3]", "after"]);
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 1 });
    expect(state.steps.get("each")?.output).toEqual({ items: 4, succeeded: 3, failed: 1 });
  });

  test("leads by the loop's own onError where it has one", async () => {
    const { state } = await failing("stop", { onError: "continue" });
    expect(state).toMatchObject({ status: "succeeded", handledErrors: 1 });
    expect(state.steps.get("after")?.status).toBe("succeeded");
  });
});

describe("a doubt in a loop", () => {
  const doubtful = (onItemError = "stop") =>
    performed(
      graph("in:trigger each:each b:create c:create after:create", "in>each each-item>b b>c each-done>after", {
        each: { params: { items: [1, 2, 3], onItemError } },
        b: inside,
        c: inside,
      }),
      {},
      (bench) => {
        bench.farEnd.script("b[0]", "cut", "ok");
        bench.farEnd.script("b[2]", "cut", "ok");
      },
    );

  test("holds its item alone, and the run needs a person once nothing else moves", async () => {
    const { bench, state } = await doubtful();
    expect(calls(bench)).toEqual(["b[0]", "b[1]", "c[1]", "b[2]"]);
    expect([state.status, state.steps.get("b[0]")?.status, state.steps.get("b[2]")?.status]).toEqual([
      "needs_attention",
      "unknown",
      "unknown",
    ]);
  });

  test("is settled item by item, and the loop goes on where it stood", async () => {
    const { bench, runId } = await doubtful();
    await bench.resolve(runId, "b[2]", "retry");
    await bench.pass(60_000);
    expect(calls(bench).slice(4)).toEqual(["b[2]", "c[2]"]);
    expect((await bench.state(runId)).status).toBe("needs_attention");
    await bench.resolve(runId, "b[0]", "done");
    await bench.pass(60_000);
    expect(calls(bench).slice(6)).toEqual(["c[0]", "after"]);
    expect((await bench.state(runId)).status).toBe("succeeded");
  });

  test("that is settled as failed ends its item so", async () => {
    const { bench, runId } = await doubtful("continue");
    await bench.resolve(runId, "b[0]", "fail");
    await bench.resolve(runId, "b[2]", "done");
    await bench.pass(60_000);
    const state = await bench.state(runId);
    expect(state.steps.get("each")?.output).toEqual({ items: 3, succeeded: 2, failed: 1 });
  });
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
  const change = (action: "retry" | "skip", indexes: number[], data?: Json) => ({
    ...({ type: "items.changed", at: 5_000, key: "each", nodeId: "each" } as const),
    action,
    indexes,
    ...(data !== undefined && { data }),
  });

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
