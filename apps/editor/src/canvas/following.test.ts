import { describe, expect, test } from "vitest";
import { emptyRunState, type RunState, type StepState } from "@leeway/engine";
import { stepUnderWay } from "./following.js";

const step = (nodeId: string, status: StepState["status"], startedAt?: number): StepState => ({
  key: nodeId,
  nodeId,
  status,
  attempts: 1,
  ...(startedAt !== undefined && { startedAt }),
});
const at = (steps: StepState[], more: Partial<RunState> = {}): RunState => ({
  ...emptyRunState,
  steps: new Map(steps.map((one) => [one.key, one])),
  ...more,
});

describe("the step at which a run is", () => {
  test("is the one that runs or waits, of several the one that began last", () => {
    expect(stepUnderWay(at([step("a", "succeeded", 1), step("b", "running", 2)]))).toBe("b");
    expect(stepUnderWay(at([step("b", "running", 3), step("c", "waiting", 2)]))).toBe("b");
  });
  test("is none where nothing is under way, or all is over", () => {
    expect(stepUnderWay(at([step("a", "succeeded", 1), step("b", "pending")]))).toBeUndefined();
    expect(stepUnderWay(at([step("a", "running", 1)], { finishedAt: 5 }))).toBeUndefined();
  });
});
