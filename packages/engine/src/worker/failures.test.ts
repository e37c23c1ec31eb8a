import { describe, expect, test } from "vitest";
import type { WorkflowDocument } from "../document/document.js";
import type { Http, Workspaces } from "../ports.js";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

const say = (value: string) => ({ params: { say: value } });

/** A bench whose server has performed the run as far as it goes in ten minutes. */
async function performed(document: WorkflowDocument, prepare: (bench: Bench) => void = () => {}) {
  const bench = new Bench();
  prepare(bench);
  const runId = await bench.accept(document, { name: "Оксана" });
  const life = bench.start();
  await bench.pass(600_000);
  return { bench, runId, life, state: await bench.state(runId), story: await bench.story(runId) };
}

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
