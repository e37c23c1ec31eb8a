import type { Lane } from "../document/document.js";
import { limitNow, ticketsToGive, type Pool, type PoolTicket } from "./pool.js";
import { keptOf, PACE_SLACK_MS, WINDOW_MS, type Rules } from "./rules.js";

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
 * About when a call gets its ticket: tickets come back in the order in which they free, and each again a window later;
 * the bulk lane goes no faster than its pace.
 */
export function estimate(pool: Pool, { lane, ahead, own }: Before, now: number, rules: Rules): number {
  const critical = lane === "critical";
  const tickets = Math.max(1, critical ? limitNow(pool, now) : ordinaryShare(pool, now, rules));
  const earliest = Math.max(now, pool.frozenUntil, pool.coldUntil);
  const used = critical ? pool.tickets : ordinaryTickets(pool, now);
  const free = used.map(({ freeAt }) => Math.max(freeAt, earliest)).sort((a, b) => a - b);
  const spare = tickets - free.length;
  const sorted = spare >= 0 ? [...Array<number>(spare).fill(earliest), ...free] : free.slice(-tickets);
  const rounds = Math.floor(ahead / tickets);
  const ticketAt = (sorted[ahead % tickets] ?? earliest) + rounds * (WINDOW_MS + 250);
  if (lane !== "bulk") return ticketAt;
  return Math.max(ticketAt, Math.ceil(Math.max(pool.bulkAt, earliest) + own * bulkGap(pool, now, rules)));
}
