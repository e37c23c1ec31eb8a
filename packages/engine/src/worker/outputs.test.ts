import { describe, expect, test } from "vitest";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

describe("an output", () => {
  test.each([
    [5 * 1024 * 1024 - 100, "succeeded", undefined],
    [5 * 1024 * 1024 + 1, "failed", "step.outputTooLarge"],
  ])("of %d characters: %s", async (bulk, status, code) => {
    const bench = new Bench();
    const runId = await bench.accept(graph("in:trigger a:create", "in>a", { a: { params: { bulk } } }));
    bench.start();
    await bench.pass(60_000);
    const state = await bench.state(runId);
    expect([state.status, state.error?.code]).toEqual([status, code]);
    expect(bench.farEnd.arrivals).toHaveLength(1);
    expect(JSON.stringify(state.error ?? {}).length).toBeLessThan(500);
  });
});
