import type { RunStep } from "@leeway/api";
import { ItemTable, stepErrorCodes, type StepError, type StepState } from "@leeway/engine";

/** A step as the API tells it, as the log would have it; what is null there has not come to be. */
export function stepFromApi(step: RunStep): StepState {
  const { key, nodeId, status, attempts, input, output, error, port, waitingFor, progress, rehearsed } = step;
  const [startedAt, finishedAt] = [time(step.startedAt), time(step.finishedAt)];
  return {
    key,
    nodeId,
    status,
    attempts,
    ...(input !== null && { input }),
    ...(output !== null && { output }),
    ...(error && { error: errorFromApi(error) }),
    ...(port !== null && { port }),
    ...(startedAt !== undefined && { startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(waitingFor && { waitingFor: waitingFor.reason, until: time(waitingFor.until) ?? null }),
    ...(waitingFor?.runId !== undefined && { childRunId: waitingFor.runId }),
    ...(progress && {
      progress: { done: progress.done, ...(progress.total !== undefined && { total: progress.total }) },
    }),
    ...(step.takenFrom !== undefined && { takenFrom: step.takenFrom }),
    ...(step.resolvedBy === "check" && { resolved: "done", resolvedBy: "check" }),
    ...(step.check && lookedFor(step.check)),
    ...(rehearsed && { rehearsed: rehearsed as NonNullable<StepState["rehearsed"]> }),
    ...(step.loop && { loop: counted(step.loop) }),
  };
}

const time = (text: string | null) => (text === null ? undefined : Date.parse(text));

function lookedFor({ times, at, found, error }: NonNullable<RunStep["check"]>): Pick<StepState, "doubt" | "found"> {
  const last = Date.parse(at);
  return { doubt: { since: last, checks: times, at: last, ...(error && { error: errorFromApi(error) }) }, found };
}

/** How far a loop is, without its items. */
const counted = (loop: NonNullable<RunStep["loop"]>): NonNullable<StepState["loop"]> => ({
  concurrency: 1,
  onItemError: "continue",
  body: [],
  items: new ItemTable(0),
  ...loop,
});

function errorFromApi({ code, values, nodeId, param }: NonNullable<RunStep["error"]>): StepError {
  return {
    code: stepErrorCodes.find((one) => one === code) ?? "step.internal",
    values: values ?? {},
    ...(nodeId !== undefined && { nodeId }),
    ...(param !== undefined && { param }),
  };
}
