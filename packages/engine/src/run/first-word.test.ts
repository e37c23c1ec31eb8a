import { describe, expect, test } from "vitest";
import { graph, PaperRun } from "../testing/tiny-world.js";

/** A run whose step `a` is in flight; what comes to the log twice comes there because two did it at once. */
const begun = () => new PaperRun(graph("in:trigger a b late", "in>a a>b a-timeout>late"));
const a = { key: "a", nodeId: "a" };
const word = (data: string) => ({ type: "step.answered" as const, at: 1_500, ...a, as: "callback" as const, data });
const waits = (run: PaperRun, until: number) => {
  run.inFlight.delete("a");
  run.log({ type: "step.waiting", at: 1_000, ...a, waitingFor: "callback", until });
};

describe("of two who say what becomes of a step, the first counts:", () => {
  test("of two calls", () => {
    const run = begun();
    waits(run, 9_000);
    run.log(word("first"), word("second"));
    expect(run.settle().state.steps.get("a")).toMatchObject({ status: "succeeded", output: "first" });
  });

  test("of a call and the time that is over when it is looked at", () => {
    const run = begun();
    waits(run, 2_000);
    run.log(word("in time"));
    run.now = 5_000;
    expect(run.settle().state.steps.get("a")).toMatchObject({ port: "main", output: "in time" });
    expect(run.status("late")).toBe("skipped");
  });

  test("of two people at a doubt", () => {
    const run = begun();
    run.inFlight.delete("a");
    const error = { code: "step.interrupted" as const, values: {} };
    run.log({ type: "step.unknown", at: 1_000, ...a, error });
    const resolved = { type: "step.resolved" as const, at: 1_500, ...a };
    run.log({ ...resolved, as: "done", output: { by: "hand" } }, { ...resolved, as: "fail" });
    expect(run.settle().state.steps.get("a")).toMatchObject({ status: "succeeded", resolved: "done" });
    expect(run.started).toEqual(["a", "b"]);
  });
});

test("an item of a loop that has ended is not counted again", () => {
  const run = begun();
  run.log({
    type: "step.started",
    at: 1_000,
    ...a,
    attempt: 1,
    input: {},
    loop: { count: 2, concurrency: 1, onItemError: "continue", body: [] },
  });
  const ended = { type: "item.settled" as const, at: 1_500, ...a, index: 0 };
  run.log({ ...ended, as: "succeeded" }, { ...ended, as: "failed" });
  expect(run.state.steps.get("a")?.loop).toMatchObject({ succeeded: 1, failed: 0 });
  expect(run.state.handledErrors).toBe(0);
});
