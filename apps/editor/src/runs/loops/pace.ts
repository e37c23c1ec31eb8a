import type { LoopState } from "@leeway/engine";

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
 * Items a minute, by the last minute where it says enough, else since the beginning; undefined before one can tell.
 * `limited`: a quick beginning is all that the minute allows.
 */
export function paceOf(marks: readonly Mark[], startedAt: number, now: Mark, limited = false): number | undefined {
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
