import { expect, test } from "vitest";
import { usualBounds } from "../bounds.js";
import type { NodeRunner } from "../runner.js";
import { Bench } from "../testing/bench.js";
import { graph } from "../testing/tiny-world.js";

/** The end of a run of one step with these bounds; the step takes as long as the far end does. */
async function endOf(bounds: Partial<typeof usualBounds>, pass: number) {
  const bench = new Bench();
  bench.farEnd.script("a", "lagging");
  const life = bench.life();
  life.parts.bounds = { ...usualBounds, ...bounds };
  life.worker.start();
  const runId = await bench.accept(graph("in:trigger a:read b", "in>a a>b"));
  await bench.pass(pass);
  return bench.state(runId);
}

test("another bound for outputs fails a step and says both sizes", async () => {
  const { status, error } = await endOf({ outputSize: 4 }, 60_000);
  expect([status, error?.code, error?.values["limit"]]).toEqual(["failed", "step.outputTooLarge", 4]);
});

test("code is told how much it may give back", async () => {
  const bench = new Bench();
  const life = bench.life();
  life.parts.bounds = { ...usualBounds, outputSize: 20_000_000 };
  life.parts.code = { run: ({ mostOutput }) => Promise.resolve({ ok: true, output: mostOutput, logs: [] }) };
  const run: NodeRunner["run"] = async (_params, { code }) => {
    const done = await code({ source: "", input: {}, timeoutMs: 1_000, memoryMb: 1 });
    return { kind: "done", output: done.ok ? done.output : null };
  };
  life.parts.runners = new Map([["set", { type: "set", run }]]);
  life.worker.start();
  const runId = await bench.accept(graph("in:trigger a:set", "in>a"));
  await bench.pass(60_000);
  expect((await bench.state(runId)).steps.get("a")?.output).toBe(20_000_000);
});

test("another bound for a run's length ends it, and says which", async () => {
  const { status, error } = await endOf({ runDays: 2 / 86_400 }, 60_000);
  expect([status, error?.code, error?.values["days"]]).toEqual(["failed", "run.tooLong", 2 / 86_400]);
});

test("what a loop collects is bound as outputs are: it fails at its end, and keeps no more than that", async () => {
  const bench = new Bench();
  const life = bench.life();
  life.parts.bounds = { ...usualBounds, outputSize: 1_000 };
  life.worker.start();
  const runId = await bench.accept(
    graph("in:trigger each:each a:create", "in>each each-item>a", {
      each: { params: { items: Array.from({ length: 30 }, (_, index) => index), collect: "{{ trigger.text }}" } },
      a: { parent: "each" },
    }),
    { text: "x".repeat(100) },
  );
  await bench.pass(60_000);
  const { status, error, steps } = await bench.state(runId);
  expect(bench.farEnd.arrivals).toHaveLength(30);
  expect([status, error?.code, error?.values]).toEqual([
    "failed",
    "step.outputTooLarge",
    { size: 1_030, limit: 1_000 },
  ]);
  expect(steps.get("each")?.loop?.results?.size).toBe(10);
});
