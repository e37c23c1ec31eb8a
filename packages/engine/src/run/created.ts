import type { NewRun, RunSummary } from "../ports.js";
import type { RunEventBody } from "./events.js";

/** The first event of a run's log. */
export function createdEvent(run: NewRun): Extract<RunEventBody, { type: "run.created" }> {
  const { at, workflowId, version, trigger, payload, rehearsal, replayOf } = run;
  const event = { type: "run.created" as const, at, workflowId, version, trigger, payload, rehearsal };
  return replayOf === undefined ? event : { ...event, replayOf };
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
