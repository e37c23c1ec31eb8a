import type { Ticket } from "../ports.js";

/** No window of this length holds more arrivals at the receiver than the pool has tickets. */
export const WINDOW_MS = 60_000;
/** On top of every window: the receiver's clock need not run at our speed, and both are read in whole milliseconds. */
export const GRACE_MS = 250;
/** Assumed, not known: no proxy between us and the receiver delivers a request later than this after our call ended. */
export const PROXY_ASSUMPTION_MS = 30_000;
/** A reservation older than this just before the write is given back: its process was paused in between. */
export const RECHECK_MS = 1_000;
/** A ticket bound to a waiter that does not come for it goes to the next after this long. */
export const COLLECT_MS = 3_000;
/** A waiter that has let this many bound tickets lie leaves the queue; should it live, its `until` brings it back. */
export const MISSES = 3;
/** A limit counts for the lowest of its pool for this long after a caller has named it. */
export const LIMIT_MEMORY_MS = 120_000;
/** How long a 429 without Retry-After freezes the pool. */
export const FREEZE_MS = 60_000;
/** A longer Retry-After is cut to this: one mad header must not stop a token for ever. */
export const LONGEST_FREEZE_MS = 24 * 3_600_000;
/** So many tickets are kept for the critical lane, whatever the others want. */
export const KEPT_TICKETS = 15;
/** A bulk call that could not go at its time may follow this much faster on the one before. */
export const PACE_SLACK_MS = 1_000;
/** Whether a probe was answered with a 429 is said within this long after it was given back. */
export const PROBE_SETTLE_MS = 50;
/** A wall clock that has left the monotonic one by more than this was stepped. */
export const STEP_MS = 100;

/**
 * The rules on which the proof stands. They can be broken one by one for one purpose only: the model test shows
 * that it notices each of them missing.
 */
export interface Rules {
  /** A ticket cools from the response on, or (broken) from the reservation on. */
  anchor: "response" | "reservation";
  graceMs: number;
  /** All tickets are busy for a window after a clock step, a restore or a loss of state. */
  coldStart: boolean;
  /** Of a small limit one ticket in so many is kept for the critical lane; of a large one `KEPT_TICKETS`. */
  keptShare: number;
  /** Calls of the bulk lane go one by one, at what is left of the limit per minute. */
  paced: boolean;
}
/** The rules that hold everywhere but in the model test. */
export const soundRules: Rules = { anchor: "response", graceMs: GRACE_MS, coldStart: true, keptShare: 10, paced: true };

/** How many tickets of a limit only critical calls may use. */
export function keptOf(limit: number, { keptShare }: Rules): number {
  return Math.min(KEPT_TICKETS, Math.floor(limit / keptShare));
}

/** Whether nothing has stood still since it was taken. */
export function ticketStillGood(ticket: Ticket, monotonicNow: number): boolean {
  return monotonicNow - ticket.reservedAt <= RECHECK_MS;
}
