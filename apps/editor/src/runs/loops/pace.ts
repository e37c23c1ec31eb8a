import type { Credential } from "@leeway/api";
import type { LoopState } from "@leeway/engine";

export type CredentialOf = (nodeId: string) => Credential | undefined;

/** How many items of a loop have ended, however they did, at a moment. */
export interface Mark {
  at: number;
  done: number;
}

export const doneOf = ({ succeeded, failed, skipped }: Pick<LoopState, "succeeded" | "failed" | "skipped">): number =>
  succeeded + failed + skipped;

const WINDOW_MS = 60_000;
const LEAST_MS = 3_000;

/** The marks of the last minute with a further one; of each second one is enough. */
export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1);
  if (last?.done === mark.done) return marks;
  // Items that are done again count back.
  const kept = marks.filter(({ at, done }) => mark.at - at <= WINDOW_MS && done <= mark.done);
  return last && kept.at(-1) === last && mark.at - last.at < 1_000 && kept.length > 1
    ? [...kept.slice(0, -1), mark]
    : [...kept, mark];
}

/**
 * Items a minute that the limits of a loop's tokens allow, where each item sends something with every one of them; none
 * known: Infinity.
 */
export function mostOf({ body }: Pick<LoopState, "body">, credentialOf: CredentialOf): number {
  const limits = body.map((nodeId) => credentialOf(nodeId)?.data["limitPerMinute"]);
  return Math.min(...limits.map((limit) => (typeof limit === "number" ? limit : Infinity)));
}

interface Limits {
  /** It waits for the limit: what was done so far is all that the minute allows. */
  reached: boolean;
  /** See `mostOf`. */
  most: number;
}
const none: Limits = { reached: false, most: Infinity };

/**
 * Items a minute, by the last minute where it says enough, else since the beginning; undefined before one can tell. A
 * quick beginning says nothing of what a limit allows; a whole minute does.
 */
export function paceOf(marks: readonly Mark[], startedAt: number, now: Mark, limits = none): number | undefined {
  const pace = seenPace(marks, startedAt, now, limits.reached);
  return pace === undefined || now.at - startedAt >= WINDOW_MS ? pace : Math.min(pace, limits.most);
}

function seenPace(marks: readonly Mark[], startedAt: number, now: Mark, limited: boolean): number | undefined {
  const first = marks[0];
  const from = first && now.at - first.at >= LEAST_MS && now.done > first.done ? first : { at: startedAt, done: 0 };
  const took = Math.max(now.at - from.at, limited ? WINDOW_MS : 0);
  const done = now.done - from.done;
  return took >= LEAST_MS && done > 0 ? (done * 60_000) / took : undefined;
}

/** When the last item will be done at this pace. */
export function readyAt(count: number, now: Mark, pace: number | undefined): number | undefined {
  return pace === undefined || now.done >= count ? undefined : now.at + ((count - now.done) / pace) * 60_000;
}
