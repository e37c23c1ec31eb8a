import type { Lane } from "../document/document.js";
import {
  FREEZE_MS,
  LIMIT_MEMORY_MS,
  LONGEST_FREEZE_MS,
  PROBE_SETTLE_MS,
  PROXY_ASSUMPTION_MS,
  RECHECK_MS,
  soundRules,
  WINDOW_MS,
  type Rules,
} from "./rules.js";

/** One ticket of a pool as it is kept. */
export interface PoolTicket {
  slot: number;
  /** Counts the reservations of the slot, so that a late release of an earlier one changes nothing. */
  serial: number;
  reservedAt: number;
  /** Free from here on. While held: the pessimistic end, at which it is free even if its holder died. */
  freeAt: number;
  held: boolean;
  /** Used by the critical lane: does not count against what is kept for it. */
  critical: boolean;
  runId: string;
  stepKey: string;
}

/** What is kept of a pool besides its tickets and its queue. Times are the gate's milliseconds; 0 = never. */
export interface PoolFacts {
  limit: number;
  paused: boolean;
  frozenUntil: number;
  /** After a freeze one request goes ahead alone; the others follow once it was answered without a 429. */
  probing: boolean;
  /** After a 429: the limit falls to this, and returns by one for each minute since. */
  reducedTo: number | null;
  reducedSince: number;
  /** No ticket before this: what went out shortly before is not known. */
  coldUntil: number;
}

/** A pool in arithmetic: no clock, no store; every function is told the time and changes only the pool it is given. */
export interface Pool extends PoolFacts {
  readonly key: string;
  tickets: PoolTicket[];
  /** Limits that callers have named, with the last time. */
  readonly limits: Map<number, number>;
  probe: PoolTicket | undefined;
  /** When the probe's answer came; whether it was a 429 is said a little later. */
  probeAnsweredAt: number;
  /** Calls that were out when the far end last said 429: refused, or never answered. */
  readonly refused: Set<string>;
  /** When the next call of the bulk lane may go. */
  bulkAt: number;
}

/** The key of what is kept for all tokens that have no pool: no hash of a token is empty. */
export const ANY_TOKEN = "";

/** Until when nobody goes where it is not known what went out before this moment. */
export const coldFrom = (at: number, { graceMs }: Pick<Rules, "graceMs"> = soundRules): number =>
  at + WINDOW_MS + graceMs;

/** The name under which a call is known. */
export function callKey(who: { runId: string; stepKey: string }): string {
  return `${who.runId}\n${who.stepKey}`;
}

/** A token never seen before: all tickets are free. */
export function newPool(key: string, limit: number, now: number): Pool {
  return {
    key,
    limit,
    paused: false,
    frozenUntil: 0,
    probing: false,
    reducedTo: null,
    reducedSince: 0,
    coldUntil: 0,
    tickets: [],
    limits: new Map([[limit, now]]),
    probe: undefined,
    probeAnsweredAt: 0,
    refused: new Set(),
    bulkAt: 0,
  };
}

/** The lowest limit that a caller has named lately counts. Answers whether the pool's limit has changed. */
export function nameLimit(pool: Pool, limit: number, now: number): boolean {
  pool.limits.set(limit, now);
  if (limit === pool.limit) return false;
  for (const [other, at] of pool.limits) if (now - at > LIMIT_MEMORY_MS) pool.limits.delete(other);
  const lowest = Math.min(...pool.limits.keys());
  const changed = lowest !== pool.limit;
  pool.limit = lowest;
  return changed;
}

/** The limit as it stands after earlier 429s: one more for each clean minute. */
export function limitNow(pool: Pool, now: number): number {
  if (pool.reducedTo === null) return pool.limit;
  const cleanMinutes = Math.floor(Math.max(0, now - pool.reducedSince) / 60_000);
  return Math.min(pool.limit, pool.reducedTo + cleanMinutes);
}

/** Tickets in flight or cooling. */
function busyTickets(pool: Pool, now: number): number {
  let busy = 0;
  for (const { freeAt } of pool.tickets) if (freeAt > now) busy++;
  return busy;
}

/** What keeps everybody waiting, whatever tickets are free. */
export function standstill(pool: Pool, now: number): "pause" | "freeze" | null {
  if (pool.paused) return "pause";
  return isFrozen(pool, now) ? "freeze" : null;
}

/** After a 429, until a probe has come through. */
export function isFrozen(pool: Pool, now: number): boolean {
  return now < pool.frozenUntil || pool.probing;
}

/** How many tickets can be given out now, `promised` to waiters ones apart. */
export function ticketsToGive(pool: Pool, now: number, promised: number): number {
  if (pool.paused || now < pool.frozenUntil || now < pool.coldUntil) return 0;
  // Counting the busy ones, not the free ones, holds the bound also while the limit falls.
  const left = limitNow(pool, now) - busyTickets(pool, now) - promised;
  if (!pool.probing) return Math.max(0, left);
  return left > 0 && promised === 0 && pool.probeAnsweredAt === 0 && !probeOut(pool, now) ? 1 : 0;
}

function probeOut(pool: Pool, now: number): boolean {
  return pool.probe !== undefined && pool.probe.held && pool.probe.freeAt > now;
}

function emptyTicket(slot: number): PoolTicket {
  return { slot, serial: 0, reservedAt: 0, freeAt: 0, held: false, critical: false, runId: "", stepKey: "" };
}

/** Takes a free ticket, pessimistically: should its holder die, it is free once the call can no longer arrive. */
export function reserve(
  pool: Pool,
  now: number,
  who: { runId: string; stepKey: string; lane: Lane; callMs: number },
  rules: Rules,
): PoolTicket {
  let ticket = pool.tickets.find(({ freeAt }) => freeAt <= now);
  if (!ticket) {
    ticket = emptyTicket(pool.tickets.length);
    pool.tickets.push(ticket);
  }
  ticket.serial++;
  ticket.reservedAt = now;
  // The call's time runs from the write, which may be as late as the re-check lets it be.
  ticket.freeAt = now + RECHECK_MS + who.callMs + PROXY_ASSUMPTION_MS + WINDOW_MS + rules.graceMs;
  ticket.held = true;
  ticket.critical = who.lane === "critical";
  ticket.runId = who.runId;
  ticket.stepKey = who.stepKey;
  if (pool.probing) pool.probe = ticket;
  return ticket;
}

/** Corrects a reservation by what became of it. Answers the ticket, or undefined when it is somebody else's by now. */
export function settle(
  pool: Pool,
  ref: { slot: number; serial: number },
  how: "unused" | "answered" | "cutOff",
  now: number,
  rules: Rules,
): PoolTicket | undefined {
  const ticket = pool.tickets[ref.slot];
  if (!ticket || ticket.serial !== ref.serial || !ticket.held) return undefined;
  ticket.held = false;
  const cooling = WINDOW_MS + rules.graceMs;
  if (how === "unused") ticket.freeAt = now;
  else if (rules.anchor === "reservation") ticket.freeAt = Math.max(now, ticket.reservedAt + cooling);
  else ticket.freeAt = now + cooling + (how === "cutOff" ? PROXY_ASSUMPTION_MS : 0);
  if (pool.probe === ticket) {
    pool.probe = undefined;
    if (how === "answered") pool.probeAnsweredAt = now;
  }
  return ticket;
}

/** The probe's answer was no 429, or it would have been said by now: everybody may go. Answers whether that is news. */
export function endProbing(pool: Pool, now: number): boolean {
  if (pool.probeAnsweredAt === 0 || now < pool.probeAnsweredAt + PROBE_SETTLE_MS) return false;
  pool.probing = false;
  pool.probeAnsweredAt = 0;
  pool.refused.clear();
  return true;
}

/** The far end said 429: nobody goes until it is over; then a single probe, then at most 80 % of what went before. */
export function freezePool(pool: Pool, retryAfterMs: number | undefined, now: number): void {
  const known = retryAfterMs !== undefined && Number.isFinite(retryAfterMs) && retryAfterMs >= 0;
  const pause = known ? Math.min(Math.ceil(retryAfterMs) + 1_000, LONGEST_FREEZE_MS) : FREEZE_MS;
  // Refusals of calls that were in flight together are one refusal.
  if (now >= pool.frozenUntil) pool.reducedTo = Math.max(1, Math.floor(limitNow(pool, now) * 0.8));
  pool.frozenUntil = Math.max(pool.frozenUntil, now + pause);
  pool.reducedSince = pool.frozenUntil;
  pool.probing = true;
  pool.probe = undefined;
  pool.probeAnsweredAt = 0;
  for (const ticket of pool.tickets) if (ticket.freeAt > now) pool.refused.add(callKey(ticket));
}

/** What went out in the last window is not known: every ticket is taken for busy. */
export function chill(pool: Pool, now: number, rules: Rules): void {
  pool.coldUntil = coldFrom(now, rules);
  for (const ticket of pool.tickets) {
    if (!ticket.held) {
      // Of a call that was cut off something may still arrive; more than that is a time of another scale.
      ticket.freeAt = Math.min(ticket.freeAt, pool.coldUntil + PROXY_ASSUMPTION_MS);
      ticket.reservedAt = Math.min(ticket.reservedAt, now);
      continue;
    }
    ticket.freeAt = now + Math.max(WINDOW_MS + rules.graceMs, ticket.freeAt - ticket.reservedAt);
    ticket.reservedAt = now;
  }
  pool.frozenUntil = Math.min(pool.frozenUntil, now + LONGEST_FREEZE_MS);
}

/** The gate's time scale has moved: all times with it. */
export function shiftPool(pool: Pool, by: number): void {
  for (const ticket of pool.tickets) {
    ticket.reservedAt += by;
    ticket.freeAt += by;
  }
  for (const [limit, at] of pool.limits) pool.limits.set(limit, at + by);
  if (pool.frozenUntil > 0) pool.frozenUntil += by;
  if (pool.reducedTo !== null) pool.reducedSince += by;
  if (pool.coldUntil > 0) pool.coldUntil += by;
  if (pool.probeAnsweredAt > 0) pool.probeAnsweredAt += by;
  pool.bulkAt += by;
}

/** When the pool itself can next give out more than now; undefined = not by the mere passing of time. */
export function nextChange(pool: Pool, now: number): number | undefined {
  if (pool.paused) return undefined;
  const still = Math.max(pool.frozenUntil, pool.coldUntil);
  if (still > now) return still;
  if (pool.probeAnsweredAt > 0) return pool.probeAnsweredAt + PROBE_SETTLE_MS;
  if (pool.probing && probeOut(pool, now)) return pool.probe?.freeAt;
  let next = Infinity;
  for (const { freeAt } of pool.tickets) if (freeAt > now && freeAt < next) next = freeAt;
  if (limitNow(pool, now) < pool.limit)
    next = Math.min(next, pool.reducedSince + (Math.floor((now - pool.reducedSince) / 60_000) + 1) * 60_000);
  return next === Infinity ? undefined : next;
}

/** A pool that is like one never seen before. */
export function isLikeNew(pool: Pool, now: number): boolean {
  const restful = !pool.paused && !pool.probing && now >= Math.max(pool.frozenUntil, pool.coldUntil);
  return restful && limitNow(pool, now) === pool.limit && busyTickets(pool, now) === 0;
}

/** A slot whose first reservation was never kept stands empty. */
export function withoutGaps(stored: readonly PoolTicket[]): PoolTicket[] {
  const tickets: PoolTicket[] = [];
  for (const ticket of stored) {
    for (let slot = tickets.length; slot < ticket.slot; slot++) tickets.push(emptyTicket(slot));
    tickets.push(ticket);
  }
  return tickets;
}

/** What is kept of it besides its tickets. */
export function factsOf(pool: Pool): PoolFacts {
  const { limit, paused, frozenUntil, probing, reducedTo, reducedSince, coldUntil } = pool;
  return { limit, paused, frozenUntil, probing, reducedTo, reducedSince, coldUntil };
}
