import { describe, expect, test } from "vitest";
import type { StepState } from "@leeway/engine";
import { childRunOf } from "./child-run-of.js";

const step = (more: Partial<StepState>): StepState => ({
  key: "a",
  nodeId: "a",
  status: "succeeded",
  attempts: 1,
  ...more,
});
const CALL = "logic.workflow";

describe("the run that a step has started", () => {
  test("is known while it waits and after", () => {
    expect(childRunOf(step({ childRunId: "run_1", output: { runId: "of the other workflow" } }), CALL)).toBe("run_1");
  });

  test("is the answer of a step that does not wait, and no answer of one that does", () => {
    expect(childRunOf(step({ input: { wait: false }, output: { runId: "run_2" } }), CALL)).toBe("run_2");
    expect(childRunOf(step({ input: { wait: true }, output: { runId: "run_2" } }), CALL)).toBeUndefined();
  });

  test("is named by its failure", () => {
    const error = { code: "workflow.failed", values: { runId: "run_3" } } as const;
    expect(childRunOf(step({ status: "failed", error }), CALL)).toBe("run_3");
  });

  test("is nothing that another step says", () => {
    expect(childRunOf(step({ input: { wait: false }, output: { runId: "run_4" } }), "http.request")).toBeUndefined();
  });
});
