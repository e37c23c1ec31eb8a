import type { Admission, NewRun } from "../ports.js";
import type { StepError } from "../failures.js";
import type { RunEventBody } from "./events.js";

/**
 * Where a run stands that counts for its workflow's concurrency. going: it has a place · resting: it has needed a person
 * and not asked for a place since, and holds its key alone · next: its key is free, it waits for a place · behind: it waits
 * for its key.
 */
export type Place = "going" | "resting" | "next" | "behind";

/** The line in which a run stands; rehearsals stand apart, so that none keeps real runs waiting. */
export const lineOf = ({ workflowId, rehearsal }: Pick<NewRun, "workflowId" | "rehearsal">): string =>
  rehearsal ? `${workflowId} rehearsal` : workflowId;

/** Runs that are moved on in one write. */
const MOST_MOVED = 1_000;
/** Older runs that are named at once as to be replaced. */
const MOST_REPLACED = 1_000;

/** What a store answers of its lines without reading all who stand in them. */
export interface Lines {
  /** How many go, counted up to so many. */
  going(line: string, most: number): number;
  /** Whether a run has the key that is not behind another. */
  hasKey(line: string, key: string): boolean;
  first(line: string, place: "next" | "behind", key?: string): string | undefined;
  /** Ids with this key, whatever their place. */
  withKey(line: string, key: string, most: number): string[];
  /** The newest with this place, newest first. */
  newest(line: string, place: Place, most: number): { id: string; at: number }[];
  /** The limit that the line's newest run came with. */
  limit(line: string): number;
  /** `due`: it waits for a worker now. */
  move(id: string, place: Place | null, due: boolean): void;
}

/** Where a new run comes to stand. */
export function placeFor(lines: Lines, line: string, { limit, key }: Admission): Place {
  if (key !== undefined && lines.hasKey(line, key)) return "behind";
  fill(lines, line, limit);
  return lines.first(line, "next") === undefined && lines.going(line, limit) < limit ? "going" : "next";
}

/** Older ones that have to end for a new one: those with its key, and those for which no place is left beside it. */
export function replacedBy(lines: Lines, line: string, { limit, key, policy }: Admission): string[] {
  if (policy !== "cancelOld") return [];
  const same = key === undefined ? [] : lines.withKey(line, key, MOST_REPLACED);
  const places = ["going", "next", "behind"] as const;
  const others = places.flatMap((place) => lines.newest(line, place, limit + MOST_REPLACED));
  others.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const left = others.map(({ id }) => id).filter((id) => !same.includes(id));
  return [...same, ...left.slice(limit - 1)].slice(0, MOST_REPLACED);
}

/** A run that stands in a line. */
interface Standing {
  id: string;
  line: string;
  key: string | null;
  place: Place;
}

/** With a write the run has ended, or needs a person. Answers who goes on for it. */
export function moveOn(
  lines: Lines,
  { id, line, key, place }: Standing,
  how: { finished: boolean; needsAttention: boolean },
): string[] {
  const after = placeAfter(place, how);
  if (after === place) return [];
  lines.move(id, after, false);
  const behind = after === null && key !== null && place !== "behind" ? lines.first(line, "behind", key) : undefined;
  if (behind !== undefined) lines.move(behind, "next", false);
  return fill(lines, line, lines.limit(line));
}

/** Both lines of a workflow. */
export const linesOf = (workflowId: string): string[] =>
  [false, true].map((rehearsal) => lineOf({ workflowId, rehearsal }));

function placeAfter(place: Place, { finished, needsAttention }: Parameters<typeof moveOn>[2]) {
  if (finished) return null;
  return place === "going" && needsAttention ? "resting" : place;
}

/** A run that somebody holds wants to begin something. Answers whether it has a place; otherwise it waits for one from now on. */
export function takesPlace(lines: Lines, { id, line, place }: Omit<Standing, "key">): boolean {
  if (place !== "resting") return place === "going";
  lines.move(id, "next", false);
  return fill(lines, line, lines.limit(line)).includes(id);
}

/**
 * Those who wait longest take what places there are. The rest of very many goes on when one of these has ended. Where nobody
 * waits nobody is counted: without a limit there may be very many, and each of them comes here when it ends.
 */
export function fill(lines: Lines, line: string, limit: number): string[] {
  const woken: string[] = [];
  let next = lines.first(line, "next");
  let left = next === undefined ? 0 : Math.min(limit - lines.going(line, limit), MOST_MOVED);
  for (; next !== undefined && left > 0; left--) {
    lines.move(next, "going", true);
    woken.push(next);
    next = lines.first(line, "next");
  }
  return woken;
}

/** Why a run ends for a newer one. While it has not ended, no other error stands in its summary. */
export const replacedError: StepError = { code: "run.replaced", values: {} };

/** Tells a run to end for a newer one. */
export const replacedEvent = (at: number): Extract<RunEventBody, { type: "run.cancelRequested" }> => ({
  type: "run.cancelRequested",
  at,
  because: "replaced",
});

/** Follows the first event of a run that found no place. */
export const skippedEvent = (at: number): Extract<RunEventBody, { type: "run.finished" }> => ({
  type: "run.finished",
  at,
  status: "cancelled",
  error: { code: "run.skipped", values: {} },
  handledErrors: 0,
});
