import { describe, expect, test } from "vitest";
import { emptyRunState, fold, type RunEvent } from "@leeway/engine";
import { passageOf } from "./step-state.js";

/*
 *  in ─ find ─ known ─true── order
 *                  └─false─ person
 */
const link = (source: string, sourceHandle: string) => ({ id: "e", source, sourceHandle, target: "x" });
const at = 1;
const log = (...bodies: object[]) =>
  fold(emptyRunState, bodies.map((body, index) => ({ ...body, seq: index + 1, at })) as RunEvent[]);
const created = { type: "run.created", workflowId: "w", version: 1, trigger: "in", payload: {}, rehearsal: false };
const step = (type: string, nodeId: string, more: object = {}) => ({ type, key: nodeId, nodeId, ...more });
const failed = { code: "request.timeout", values: {} };

describe("a run's way over a link", () => {
  test("begins at the trigger that fired", () => {
    expect(passageOf(log(created), link("in", "main"))).toBe("passed");
  });
  test("is not known while the step before is at work", () => {
    const state = log(created, step("step.started", "find", { attempt: 1, input: {} }));
    expect(passageOf(state, link("find", "main"))).toBe("none");
  });
  test("takes the one port and leaves the other", () => {
    const state = log(created, step("step.succeeded", "known", { output: {}, port: "true" }));
    expect(passageOf(state, link("known", "true"))).toBe("passed");
    expect(passageOf(state, link("known", "false"))).toBe("dead");
  });
  test("goes on from a failed step where the workflow says so", () => {
    const state = log(created, step("step.failed", "find", { error: failed, handled: "branch" }));
    expect(passageOf(state, link("find", "error"))).toBe("passed");
    expect(passageOf(state, link("find", "main"))).toBe("dead");
  });
  test("ends where a failure stopped the run", () => {
    const state = log(created, step("step.failed", "find", { error: failed, handled: "stop" }), {
      type: "run.finished",
      status: "failed",
      error: failed,
      handledErrors: 0,
    });
    expect(passageOf(state, link("find", "main"))).toBe("dead");
    expect(passageOf(state, link("other", "main"))).toBe("dead");
  });
  test("does not touch what was skipped", () => {
    const state = log(created, step("step.skipped", "person", { because: "dead" }));
    expect(passageOf(state, link("person", "main"))).toBe("dead");
  });
});
