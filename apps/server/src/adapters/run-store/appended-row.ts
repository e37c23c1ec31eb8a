import type { AppendRequest, Place, RunSummary } from "@leeway/engine";

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
  dueAt: number | null;
}

/** Whether a run that waits for its place in the line stays as it is after a signal: a worker may take it only to end it. */
export const staysInLine = ({ place }: HolderRow, { fence, events }: AppendRequest) =>
  (place === "next" || place === "behind") &&
  fence === undefined &&
  !events.some(({ type }) => type === "run.cancelRequested");

/** What is told of a run, as columns. */
export function columnsOf(summary: RunSummary) {
  const { status, dueAt, startedAt, finishedAt, error, handledErrors, wait } = summary;
  const [waitingFor, waitsUntil] = [wait?.reason ?? null, wait?.until ?? null];
  const written = error && JSON.stringify(error);
  return { status, dueAt, startedAt, finishedAt, error: written, handledErrors, waitingFor, waitsUntil };
}

/** What an append does to the right to move the run: a signal leaves it alone, progress of the holder counts as such. */
export function holding({ fence, release, events }: AppendRequest) {
  return { release: release ? 1 : 0, progress: release || (fence !== undefined && events.length > 0) ? 1 : 0 };
}
