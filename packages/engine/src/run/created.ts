import type { NewRun, RunSummary } from "../ports.js";
import type { RunEventBody } from "./events.js";

/** The first event of a run's log. */
export function createdEvent(run: NewRun): Extract<RunEventBody, { type: "run.created" }> {
  const { at, workflowId, version, trigger, payload, rehearsal, replayOf } = run;
  const replay = replayOf === undefined ? {} : { replayOf };
  return { type: "run.created", at, workflowId, version, trigger, payload, rehearsal, ...replay };
}

/** What its log comes to before anything was computed. */
export const createdSummary: RunSummary = {
  status: "queued",
  dueAt: 0,
  startedAt: null,
  finishedAt: null,
  error: null,
  handledErrors: 0,
};
