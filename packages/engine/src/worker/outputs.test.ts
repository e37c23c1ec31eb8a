import { describe, expect, test } from "vitest";
import type { Json } from "../json.js";
import { DEEPEST_OUTPUT } from "../params/size.js";
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

  test.each([
    [DEEPEST_OUTPUT, "succeeded", undefined],
    [DEEPEST_OUTPUT + 1, "failed", "step.outputTooDeep"],
    [100_000, "failed", "step.outputTooDeep"],
  ])("of %d levels: %s", async (levels, status, code) => {
    let output: Json = [];
    for (let level = 1; level < levels; level++) output = [output];
    const bench = new Bench();
    const life = bench.life();
    life.parts.runners = new Map([["set", { type: "set", run: () => ({ kind: "done", output }) }]]);
    life.worker.start();
    const runId = await bench.accept(graph("in:trigger a:set", "in>a"));
    await bench.pass(60_000);
    const state = await bench.state(runId);
    expect([state.status, state.error?.code]).toEqual([status, code]);
  });
});
