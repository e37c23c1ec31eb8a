import type { NewRun, RunSummary } from "../ports.js";
import type { RunEventBody } from "./events.js";

/** The first event of a run's log. */
export function createdEvent(run: NewRun): Extract<RunEventBody, { type: "run.created" }> {
  const { at, workflowId, version, trigger, payload, rehearsal, replayOf, parent } = run;
  const event = { type: "run.created" as const, at, workflowId, version, trigger, payload, rehearsal };
  if (replayOf === undefined && parent === undefined) return event;
  return { ...event, ...(replayOf !== undefined && { replayOf }), ...(parent && { parent }) };
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
