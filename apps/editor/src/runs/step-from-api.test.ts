import { expect, test } from "vitest";
import type { RunStep } from "@leeway/api";
import { stepFromApi } from "./step-from-api.js";

const step: RunStep = {
  key: "send[2]",
  nodeId: "send",
  status: "unknown",
  attempts: 1,
  input: null,
  output: null,
  error: null,
  port: null,
  startedAt: "2026-01-15T09:30:00.000Z",
  finishedAt: null,
};

test("a step of an item that nobody knows the outcome of tells what looks at the service came to", () => {
  const found = [{ text: "Вітаємо" }];
  const at = "2026-01-15T09:31:00.000Z";
  const error = { code: "service.noAccess", message: "No access" };
  expect(stepFromApi({ ...step, check: { times: 2, at, found, error } })).toMatchObject({
    doubt: { checks: 2, at: Date.parse(at), error: { code: "service.noAccess" } },
    found,
  });
});
test("a step of an item that waits for a run tells which", () => {
  expect(stepFromApi({ ...step, waitingFor: { reason: "run", until: null, runId: "run_2" } })).toMatchObject({
    waitingFor: "run",
    childRunId: "run_2",
  });
});
test("a step of an item tells that another run did it, and that a look at the service settled it", () => {
  expect(stepFromApi({ ...step, takenFrom: "run_1", resolvedBy: "check" })).toMatchObject({
    takenFrom: "run_1",
    resolvedBy: "check",
  });
});
