import { describe, expect, test } from "vitest";
import { graph, PaperRun } from "../testing/tiny-world.js";

const resolve = (key: string, as: "done" | "retry" | "fail") =>
  ({
    type: "step.resolved",
    at: 5_000,
    key,
    nodeId: key,
    as,
    ...(as === "done" && { output: { byHand: true } }),
  }) as const;

describe("the one rule", () => {
  //  in ─ a ─ b
  test("runs a chain step by step", () => {
    const run = new PaperRun(graph("in:trigger a b", "in>a a>b"));
    expect(run.started).toEqual(["a"]);
    expect(run.done("a").started).toEqual(["a", "b"]);
    expect(run.done("b").state).toMatchObject({ status: "succeeded", handledErrors: 0 });
  });

  //      ┌ a ┐
  //  in ─┤   ├ c
  //      └ b ┘
  test("runs branches at the same time and a join once, after both", () => {
    const run = new PaperRun(graph("in:trigger a b c", "in>a in>b a>c b>c"));
    expect(run.started).toEqual(["a", "b"]);
    expect(run.done("b").started).toEqual(["a", "b"]);
    expect(run.done("a").started).toEqual(["a", "b", "c"]);
    expect(run.done("c").state.status).toBe("succeeded");
  });

  //          ┌true── a ┐
  //  in ─ if ┤         ├ c
  //          └false─ b ┘
  test("skips the branch that was not taken and still runs the join", () => {
    const run = new PaperRun(graph("in:trigger if:if a b c", "in>if if-true>a if-false>b a>c b>c")).done("if", "true");
    expect([run.status("b"), run.started]).toEqual(["skipped", ["if", "a"]]);
    expect(run.done("a").done("c").state.status).toBe("succeeded");
  });

  //  in ─ if ─true─ a ─ b      (false was taken)
  test("skips everything behind a dead link", () => {
    const run = new PaperRun(graph("in:trigger if:if a b", "in>if if-true>a a>b")).done("if", "false");
    expect([run.status("a"), run.status("b"), run.state.status]).toEqual(["skipped", "skipped", "succeeded"]);
  });

  //  in ────┐
  //  other ─┴ a     other ─ b
  test("skips the triggers that did not fire, their links dead", () => {
    const run = new PaperRun(graph("in:trigger other:trigger a b", "in>a other>a other>b"));
    expect([run.status("other"), run.status("b"), run.started]).toEqual(["skipped", "skipped", ["a"]]);
  });

  //  in ─ a ─ other      (a link that nobody may draw)
  test("skips them at once, though a link leads there", () => {
    const run = new PaperRun(graph("in:trigger a other:trigger b", "in>a a>other other>b"));
    expect([run.status("other"), run.status("b"), run.started]).toEqual(["skipped", "skipped", ["a"]]);
    expect(run.done("a").state.status).toBe("succeeded");
  });

  //  in ─ (a disabled) ─ b
  test("goes past a disabled step", () => {
    const run = new PaperRun(graph("in:trigger a b", "in>a a>b", { a: { disabled: true } }));
    expect([run.status("a"), run.started]).toEqual(["skipped", ["b"]]);
  });

  test("ends a workflow of a trigger alone", () => {
    expect(new PaperRun(graph("in:trigger", "")).state.status).toBe("succeeded");
  });
});

describe("a failed step", () => {
  //      ┌ a ✗
  //  in ─┤
  //      └ b ─ c
  test("stops the run: what is in flight finishes, what is open is cancelled", () => {
    const run = new PaperRun(graph("in:trigger a:read b:create c", "in>a in>b b>c")).fails("a");
    expect([run.status("c"), run.state.finishedAt]).toEqual(["cancelled", undefined]);
    run.done("b");
    expect(run.state).toMatchObject({ status: "failed", error: { code: "service.down" } });
    expect(run.status("b")).toBe("succeeded");
  });

  //  in ─ a ✗ ─ b
  test("with continue goes on by main and counts as handled", () => {
    const run = new PaperRun(graph("in:trigger a:read b", "in>a a>b", { a: { onError: "continue" } }))
      .fails("a")
      .done("b");
    expect(run.state).toMatchObject({ status: "succeeded", handledErrors: 1 });
    expect(run.status("a")).toBe("failed");
  });

  //         ┌main── b
  //  in ─ a ┤
  //         └error─ c
  test("with branch takes its error links only", () => {
    const run = new PaperRun(graph("in:trigger a:read b c", "in>a a>b a-error>c", { a: { onError: "branch" } })).fails(
      "a",
    );
    expect([run.status("b"), run.started]).toEqual(["skipped", ["a", "c"]]);
    expect(run.done("c").state).toMatchObject({ status: "succeeded", handledErrors: 1 });
  });
});

describe("an unknown step", () => {
  //      ┌ a ? ─ c
  //  in ─┤
  //      └ b ─ d
  const doubtful = (onError?: string) =>
    new PaperRun(graph("in:trigger a:create b c d", "in>a in>b a>c b>d", onError ? { a: { onError } } : {})).doubts(
      "a",
    );

  test("holds up nothing but what comes after it, then the run needs attention", () => {
    const run = doubtful().done("b");
    expect(run.started).toContain("d");
    expect(run.state.status).toBe("running");
    expect(run.done("d").state).toMatchObject({ status: "needs_attention" });
    expect(run.state.finishedAt).toBeUndefined();
  });

  test("settled as done goes on with the output that the person gave", () => {
    const run = doubtful().done("b").done("d").signal(resolve("a", "done"));
    expect(run.state.steps.get("a")).toMatchObject({ status: "succeeded", output: { byHand: true } });
    expect(run.done("c").state.status).toBe("succeeded");
  });

  test("settled as retry is sent once more", () => {
    const run = doubtful().done("b").done("d").signal(resolve("a", "retry"));
    expect(run.started.filter((key) => key === "a")).toHaveLength(2);
    expect(run.done("a").done("c").state.status).toBe("succeeded");
  });

  test("settled as fail applies onError", () => {
    expect(doubtful().done("b").done("d").signal(resolve("a", "fail")).state.status).toBe("failed");
    const handled = doubtful("continue").done("b").done("d").signal(resolve("a", "fail"));
    expect(handled.done("c").state).toMatchObject({ status: "succeeded", handledErrors: 1 });
  });

  test("keeps a failing run open until it is settled", () => {
    const run = new PaperRun(graph("in:trigger a:create b:read", "in>a in>b")).doubts("a").fails("b");
    expect(run.state.status).toBe("needs_attention");
    expect(run.signal(resolve("a", "done")).state.status).toBe("failed");
  });
});

describe("after a crash", () => {
  test("a create in flight is unknown and is not started again", () => {
    const run = new PaperRun(graph("in:trigger a:create", "in>a")).crash();
    expect([run.status("a"), run.state.status, run.started]).toEqual(["unknown", "needs_attention", ["a"]]);
    expect(run.state.steps.get("a")?.error).toMatchObject({ code: "step.interrupted", values: { effect: "create" } });
  });

  test.each(["read", "put"])("a %s in flight is tried again, and the crash counts as an attempt", (type) => {
    const run = new PaperRun(graph(`in:trigger a:${type}`, "in>a")).crash();
    expect([run.started, run.state.steps.get("a")?.attempts]).toEqual([["a", "a"], 2]);
    expect(run.crash().crash().state.status).toBe("failed");
  });
});

describe("a cancelled run", () => {
  const cancel = { type: "run.cancelRequested", at: 2_000 } as const;

  test("lets a create in flight finish and logs its outcome, then is cancelled", () => {
    const run = new PaperRun(graph("in:trigger a:create b", "in>a a>b")).signal(cancel);
    expect(run.state.finishedAt).toBeUndefined();
    run.done("a");
    expect([run.status("a"), run.status("b"), run.state.status]).toEqual(["succeeded", "cancelled", "cancelled"]);
  });

  test("leaves an unknown step unknown", () => {
    const run = new PaperRun(graph("in:trigger a:create", "in>a")).doubts("a").signal(cancel);
    expect([run.status("a"), run.state.status]).toEqual(["unknown", "cancelled"]);
  });
});
