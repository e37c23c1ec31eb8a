import type { Lane } from "../document/document.js";
import { limitNow, ticketsToGive, type Pool, type PoolTicket } from "./pool.js";
import { GRACE_MS, keptOf, PACE_SLACK_MS, WINDOW_MS, type Rules } from "./rules.js";

/**
 * How many of them a lane may have: the last ones are kept for the critical lane. `ordinary`: of the promised ones those
 * of the other lanes. The bulk lane besides goes at its pace.
 */
export function ticketsFor(
  pool: Pool,
  lane: Lane,
  now: number,
  promised: { all: number; ordinary: number },
  rules: Rules,
): number {
  const left = ticketsToGive(pool, now, promised.all);
  if (lane === "critical" || left === 0) return left;
  if (lane === "bulk" && pool.bulkAt > now) return 0;
  return Math.max(
    0,
    Math.min(left, ordinaryShare(pool, now, rules) - ordinaryTickets(pool, now).length - promised.ordinary),
  );
}

/** How many tickets the lanes that are not critical may use together. */
function ordinaryShare(pool: Pool, now: number, rules: Rules): number {
  const limit = limitNow(pool, now);
  return limit - keptOf(limit, rules);
}

function ordinaryTickets(pool: Pool, now: number): PoolTicket[] {
  return pool.tickets.filter(({ freeAt, critical }) => freeAt > now && !critical);
}

/** Time between two calls of the bulk lane. */
function bulkGap(pool: Pool, now: number, rules: Rules): number {
  return rules.paced ? 60_000 / Math.max(1, ordinaryShare(pool, now, rules)) : 0;
}

/** A ticket goes to the bulk lane: the next one follows at its pace. */
export function paceBulk(pool: Pool, now: number, rules: Rules): void {
  pool.bulkAt = Math.max(pool.bulkAt, now - PACE_SLACK_MS) + bulkGap(pool, now, rules);
}

/** What stands before a call of some lane, those of its own lane apart. */
export interface Before {
  lane: Lane;
  /** All who go before it. */
  ahead: number;
  /** Of its own lane. */
  own: number;
}

/**
 * About when a call gets its ticket: tickets come back in the order in which they free, and each again a window later.
 * A lane that is not critical needs one of its own share, and one of all; the bulk lane goes no faster than its pace.
 */
export function estimate(pool: Pool, { lane, ahead, own }: Before, now: number, rules: Rules): number {
  const earliest = Math.max(now, pool.frozenUntil, pool.coldUntil);
  const ofAll = ticketAt(pool.tickets, limitNow(pool, now), ahead, earliest);
  if (lane === "critical") return ofAll;
  const ofShare = ticketAt(ordinaryTickets(pool, now), ordinaryShare(pool, now, rules), ahead, earliest);
  const at = Math.max(ofAll, ofShare);
  if (lane !== "bulk") return at;
  return Math.max(at, Math.ceil(Math.max(pool.bulkAt, earliest) + own * bulkGap(pool, now, rules)));
}

/** When, of so many tickets some of which are used, there is one for a call behind so many others. */
function ticketAt(used: readonly PoolTicket[], tickets: number, ahead: number, earliest: number): number {
  const count = Math.max(1, tickets);
  const free = used.map(({ freeAt }) => Math.max(freeAt, earliest)).sort((a, b) => a - b);
  const spare = count - free.length;
  const sorted = spare >= 0 ? [...Array<number>(spare).fill(earliest), ...free] : free.slice(-count);
  const rounds = Math.floor(ahead / count);
  return (sorted[ahead % count] ?? earliest) + rounds * (WINDOW_MS + GRACE_MS);
}
