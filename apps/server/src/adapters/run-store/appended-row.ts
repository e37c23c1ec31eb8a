import type { AppendRequest, Place, RunEventBody, RunSummary } from "@leeway/engine";

/** What of a run an append looks at first. */
export interface HolderRow {
  id: string;
  worker: string | null;
  fence: number;
  lastSeq: number;
  finishedAt: number | null;
  parentRunId: string | null;
  line: string | null;
  key: string | null;
  place: Place | null;
}

/** A run that waits for its place in the line is not made due by a signal: no worker may take it, except to end it. */
export const staysInLine = ({ place }: HolderRow, { fence, events }: AppendRequest) =>
  (place === "next" || place === "behind") &&
  fence === undefined &&
  !events.some(({ type }) => type === "run.cancelRequested");

/** What is told of a run, as columns. */
export function columnsOf(summary: RunSummary) {
  const { status, dueAt, startedAt, finishedAt, error, handledErrors } = summary;
  return { status, dueAt, startedAt, finishedAt, error: error && JSON.stringify(error), handledErrors };
}

/** What an append does to the right to move the run: a signal leaves it alone, progress of the holder counts as such. */
export function holding({ fence, release, events }: AppendRequest) {
  return { release: release ? 1 : 0, progress: release || (fence !== undefined && events.length > 0) ? 1 : 0 };
}

/** What a run waits for by what is appended, and until when; of several waits the last one. Null where nothing waits by that. */
export function waitIn(events: readonly RunEventBody[]): { waitingFor: string | null; waitsUntil: number | null } {
  const wait = events.findLast(({ type }) => type === "step.waiting" || type === "step.retrying");
  if (wait?.type === "step.waiting") return { waitingFor: wait.waitingFor, waitsUntil: wait.until };
  if (wait?.type === "step.retrying") return { waitingFor: "retry", waitsUntil: wait.until };
  return { waitingFor: null, waitsUntil: null };
}
