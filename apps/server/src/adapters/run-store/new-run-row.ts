import { createdSummary } from "@leeway/engine";
import type { Birth, NewRun, Place } from "@leeway/engine";
import { columnsOf } from "./appended-row.js";

/**
 * The line of its workflow's concurrency in which a new run stands, and its place there; null where nothing limits it.
 */
export interface Standing {
  line: string | null;
  place: Place | null;
}
const apart: Standing = { line: null, place: null };

/** A new run's columns in the order of `insertRun`, its own first: binding them by their names takes twice the time. */
export function rowOf(
  run: NewRun,
  birth: Birth | undefined,
  lastSeq: number,
  now: number,
  { line, place }: Standing = apart,
): unknown[] {
  const { version, rehearsal, replayOf, dedupeKey } = run;
  const told = columnsOf(birth?.summary ?? createdSummary);
  const { dueAt, finishedAt } = told;
  const { worker, fence, claims, leaseUntil } = heldBy(birth, now);
  const dueOf = () => {
    if (place === "next" || place === "behind") return null;
    return leaseUntil !== null && finishedAt === null ? leaseUntil : dueAt;
  };
  return [
    run.id,
    run.workspaceId,
    run.workflowId,
    run.documentId,
    version === "draft" ? null : version,
    run.trigger,
    lastSeq,
    run.at,
    told.startedAt,
    finishedAt,
    told.status,
    rehearsal ? 1 : 0,
    fence,
    claims,
    told.handledErrors,
    replayOf ?? null,
    dedupeKey ?? null,
    dueOf(),
    worker,
    leaseUntil,
    told.error,
    run.parent?.runId ?? null,
    line,
    run.admission?.key ?? null,
    run.admission?.limit ?? null,
    place,
    told.waitingFor,
    told.waitsUntil,
  ];
}

/** Who holds a new run: nobody, or its maker until the lease ends. By the rules of an append, see `update`. */
function heldBy(birth: Birth | undefined, now: number) {
  if (!birth) return { worker: null, fence: 0, claims: 0, leaseUntil: null };
  const { worker, leaseMs, events, release = false } = birth;
  const claims = release || events.length > 0 ? 0 : 1;
  if (release) return { worker: null, fence: 1, claims, leaseUntil: null };
  return { worker, fence: 1, claims, leaseUntil: now + leaseMs };
}
