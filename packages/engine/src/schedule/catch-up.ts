import type { Fires } from "./fires.js";
import type { MissedPolicy } from "./rules.js";

/** A time that nobody looked at for longer was missed: the server was down, or asleep. */
export const LATE_MS = 60_000;
/** Of `latest`: what was missed longer ago, nobody waits for any more. */
export const LATEST_WITHIN_MS = 24 * 3_600_000;
/** Of `all`: the last so many. */
export const MOST_CAUGHT_UP = 100;

/** What is to be done about the times of a schedule that have come. */
export interface CatchUp {
  /** Times for which a run is made, in their order. */
  run: number[];
  /** All times of the schedule from `from` on and before `until` are let go. */
  missed?: { from: number; until: number };
}

/**
 * What becomes of the times after `cursor` and up to `now`. None at or before the cursor ever comes again, so that a clock
 * that is set back gives no time twice.
 */
export function catchUp(fires: Fires, cursor: number, now: number, policy: MissedPolicy): CatchUp {
  const from = fires.after(cursor);
  if (from === undefined || from > now) return { run: [] };
  const run = policy === "all" ? lastTimes(fires, cursor, now, MOST_CAUGHT_UP) : onTimeOr(policy, fires, cursor, now);
  const until = run[0] ?? now + 1;
  return { run, ...(from < until && { missed: { from, until } }) };
}

/** Whoever is on time needs nothing of what was missed. */
function onTimeOr(policy: "latest" | "none", fires: Fires, cursor: number, now: number): number[] {
  const onTime = lastTimes(fires, Math.max(cursor, now - LATE_MS - 1), now, Infinity);
  if (onTime.length > 0 || policy === "none") return onTime;
  return lastTimes(fires, Math.max(cursor, now - LATEST_WITHIN_MS - 1), now, 1);
}

const FIRST_SPAN_MS = 2 * LATE_MS;

/** The last `most` times in `(from, now]`, looked for in ever longer spans: years by the minute are never gone through. */
function lastTimes(fires: Fires, from: number, now: number, most: number): number[] {
  for (let span = FIRST_SPAN_MS; ; span *= 2) {
    const begin = Math.max(from, now - span);
    const found: number[] = [];
    for (let at = fires.after(begin); at !== undefined && at <= now; at = fires.after(at)) found.push(at);
    if (begin === from || found.length >= most) return found.slice(-most);
  }
}
