import type { NewRun, RunSummary } from "../ports.js";
import type { RunEventBody } from "./events.js";

/** The first event of a run's log. */
export function createdEvent(run: NewRun): Extract<RunEventBody, { type: "run.created" }> {
  const { at, workflowId, version, trigger, payload, rehearsal, replayOf, origin, parent, keyError, lane } = run;
  const event = { type: "run.created" as const, at, workflowId, version, trigger, payload, rehearsal };
  if (replayOf === undefined && parent === undefined && keyError === undefined && lane === undefined) return event;
  const more = {
    ...(replayOf !== undefined && { replayOf }),
    ...(origin !== undefined && { origin }),
    ...(parent && { parent }),
    ...(keyError && { keyError }),
    ...(lane && { lane }),
  };
  return { ...event, ...more };
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

/** What the log of a run comes to that found no place. */
export const skippedSummary = (at: number): RunSummary => ({
  status: "cancelled",
  dueAt: null,
  startedAt: at,
  finishedAt: at,
  error: { code: "run.skipped", values: {} },
  handledErrors: 0,
});
