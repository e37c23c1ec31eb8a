import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import { bodies, calls, each, inside, performed, say } from "../testing/looping.js";
import { graph } from "../testing/tiny-world.js";

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
