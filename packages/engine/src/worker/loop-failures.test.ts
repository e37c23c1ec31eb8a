import { describe, expect, test } from "vitest";
import { calls, inside, performed } from "../testing/looping.js";
import { graph } from "../testing/tiny-world.js";

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

  test("keeps a loop open that another item's failure stops, and what is to be sent again is", async () => {
    const { bench, runId, state } = await performed(
      graph("in:trigger each:each b:create", "in>each each-item>b", {
        each: { params: { items: [1, 2], concurrency: 2 } },
        b: inside,
      }),
      {},
      (bench) => {
        bench.farEnd.script("b[0]", "cut", "ok");
        bench.farEnd.script("b[1]", "bad");
      },
    );
    const loop = state.steps.get("each")?.status;
    expect([state.status, loop, calls(bench)]).toEqual(["needs_attention", "running", ["b[0]", "b[1]"]]);
    await bench.resolve(runId, "b[0]", "retry");
    await bench.pass(60_000);
    expect(calls(bench)).toEqual(["b[0]", "b[1]", "b[0]"]);
    const { status, steps } = await bench.state(runId);
    expect([status, steps.get("each")?.loop]).toEqual(["failed", expect.objectContaining({ succeeded: 1, failed: 1 })]);
  });

  test("is not forgotten with the item around its loop, in which something else has failed", async () => {
    const { bench, runId, state } = await performed(
      graph("in:trigger each:each inner:each s:create b:create", "in>each each-item>inner inner-item>s each-item>b", {
        each: { params: { items: [1], onItemError: "continue" } },
        inner: { ...inside, params: { items: [1] } },
        s: { parent: "inner" },
        b: inside,
      }),
      {},
      (bench) => {
        bench.farEnd.script("s[0][0]", "cut", "ok");
        bench.farEnd.script("b[0]", "bad");
      },
    );
    expect([state.status, state.steps.get("s[0][0]")?.status]).toEqual(["needs_attention", "unknown"]);
    await bench.resolve(runId, "s[0][0]", "retry");
    await bench.pass(60_000);
    expect(bench.farEnd.to("s[0][0]")).toHaveLength(2);
    expect(await bench.state(runId)).toMatchObject({ status: "succeeded", handledErrors: 1 });
  });
});
