import type { Lane } from "../document/document.js";
import type { TakeResult, TicketRequest } from "../ports.js";
import { DeskChanges } from "./desk-changes.js";
import { Line, type Waiter } from "./line.js";
import { estimate, paceBulk, ticketsFor, type Before } from "./lanes.js";
import {
  callKey,
  chill,
  coldFrom,
  endProbing,
  freezePool,
  isFrozen,
  nameLimit,
  newPool,
  nextChange,
  reserve,
  settle,
  shiftPool,
  standstill,
  type Pool,
  type PoolTicket,
  withoutGaps,
} from "./pool.js";
import { COLLECT_MS, MISSES, type Rules } from "./rules.js";
import type { PoolChange, ScaleMark, StoredPool } from "./store.js";

/** Positions of those who come back after a 429: before everybody who ever joined at the end. */
const HEAD = -1e12;
/** A wait's `until` is this much later than the estimate: the ticket should come first. */
const SLACK_MS = 2_000;
/** Safety net of a wait whose end nobody knows. */
const PAUSE_NET_MS = 600_000;

export type Answer = { kind: "ticket"; ticket: PoolTicket } | Extract<TakeResult, { kind: "wait" }>;

/**
 * A pool with those who wait for it: gives tickets out, binds freed ones to whoever is next, and remembers what changed.
 * Deterministic: it is told the time, and whom to wake it answers.
 */
export class Desk {
  readonly pool: Pool;
  readonly line = new Line();
  readonly #rules: Rules;
  readonly #waiting = new Map<string, Waiter>();
  /** Its waiters by run. */
  readonly #byRun = new Map<string, Set<Waiter>>();
  /** Waiters to whom a ticket is bound, until when. */
  readonly #bound = new Map<string, { waiter: Waiter; until: number }>();
  #positions = 0;
  #heads = 0;
  readonly #changes = new DeskChanges();

  constructor(start: StoredPool | { key: string; limit: number }, now: number, rules: Rules) {
    this.#rules = rules;
    if ("limit" in start) {
      this.pool = newPool(start.key, start.limit, now);
      this.#changes.facts();
      return;
    }
    this.pool = { ...newPool(start.key, start.facts.limit, now), ...start.facts, tickets: withoutGaps(start.tickets) };
    this.#changes.facts();
    for (const stored of start.waiters.toSorted((a, b) => a.position - b.position)) {
      const waiter: Waiter = { ...stored, missed: 0 };
      this.#enter(waiter);
      this.#positions = Math.max(this.#positions, waiter.position + 1);
    }
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Waiters that still stand in the line or have a ticket bound to them. */
  *waiters(): Iterable<Waiter> {
    yield* this.#waiting.values();
  }

  /** The runs of those waiters, each once. */
  runs(): string[] {
    return [...this.#byRun.keys()];
  }

  /** About when the last one who waits now has its ticket; nothing when nobody waits. */
  emptyAt(now: number): number | undefined {
    const waiting: Record<Lane, number> = { critical: 0, normal: 0, bulk: 0 };
    for (const { lane } of this.#waiting.values()) waiting[lane]++;
    let ahead = 0;
    let last: number | undefined;
    for (const lane of ["critical", "normal", "bulk"] as const) {
      if (waiting[lane] === 0) continue;
      ahead += waiting[lane];
      const at = estimate(this.pool, { lane, ahead: ahead - 1, own: waiting[lane] - 1 }, now, this.#rules);
      last = Math.max(last ?? 0, at);
    }
    return last;
  }

  /** About when the last of so many further calls of a lane has its ticket. */
  forecast(lane: Lane, calls: number, now: number): number {
    const more = Math.max(1, calls) - 1;
    const before = { lane, ahead: this.line.ahead(lane) + more, own: this.line.count(lane) + more };
    return estimate(this.pool, before, now, this.#rules);
  }

  /** A caller goes by this limit. */
  nameLimit(limit: number, now: number): void {
    if (nameLimit(this.pool, limit, now)) this.#changes.facts();
  }

  /** A ticket at once, the bound one if there is one, or a place in the line. */
  take(request: TicketRequest, now: number): Answer {
    const key = callKey(request);
    const bound = this.#bound.get(key);
    if (bound) {
      this.#bound.delete(key);
      this.#leave(bound.waiter);
      return this.#give(request, now);
    }
    const known = this.#waiting.get(key);
    const lane = known?.lane ?? request.lane;
    // Those who stand in a lane behind this one are passed: what they wait for is not for them.
    if (!known && this.line.ahead(lane) === 0 && this.#mayGo(lane, now)) {
      if (lane === "bulk") paceBulk(this.pool, now, this.#rules);
      return this.#give(request, now);
    }
    const itself = known ? 1 : 0;
    const before = {
      lane,
      ahead: Math.max(0, this.line.ahead(lane) - itself),
      own: Math.max(0, this.line.count(lane) - itself),
    };
    if (!known) this.#join(request, now);
    return this.#wait(before, now);
  }

  release(ref: { slot: number; serial: number }, how: "unused" | "answered" | "cutOff", now: number): void {
    const ticket = settle(this.pool, ref, how, now, this.#rules);
    if (ticket) this.#changes.ticket(ticket);
  }

  /** Nobody of this run waits any more; a ticket bound to it is free. Answers whether anybody did. */
  leave(runId: string): boolean {
    const own = this.#byRun.get(runId);
    if (!own) return false;
    this.line.remove(runId);
    for (const waiter of own) {
      this.#bound.delete(callKey(waiter));
      this.#leave(waiter);
    }
    return true;
  }

  freeze(retryAfterMs: number | undefined, now: number): void {
    freezePool(this.pool, retryAfterMs, now);
    this.#changes.facts();
    this.#unbind();
  }

  pause(paused: boolean): void {
    this.pool.paused = paused;
    this.#changes.facts();
    if (paused) this.#unbind();
  }

  chill(now: number): void {
    chill(this.pool, now, this.#rules);
    this.#changes.all(this.pool);
    this.#unbind();
  }

  /** As cold as another, and since when that is. */
  chillLike({ pool: { coldUntil } }: Desk): void {
    if (this.pool.coldUntil < coldUntil) this.chill(coldUntil - coldFrom(0, this.#rules));
  }

  /** Nothing is unknown any more of what went out. */
  isWarm(now: number): boolean {
    return now >= this.pool.coldUntil;
  }

  shift(by: number): void {
    shiftPool(this.pool, by);
    for (const bound of this.#bound.values()) bound.until += by;
    this.#changes.all(this.pool);
  }

  /** Binds what is free to whoever is next, and takes it from those who did not come. Answers the runs to be woken. */
  advance(now: number): string[] {
    if (endProbing(this.pool, now)) this.#changes.facts();
    for (const [key, { waiter, until }] of this.#bound) {
      if (until > now) continue;
      this.#bound.delete(key);
      this.#miss(waiter);
    }
    const woken: string[] = [];
    for (let lane = this.line.first(); lane && this.#mayGo(lane, now); lane = this.line.first()) {
      const waiter = this.line.next();
      if (!waiter) break;
      if (lane === "bulk") paceBulk(this.pool, now, this.#rules);
      this.#bound.set(callKey(waiter), { waiter, until: now + COLLECT_MS });
      this.line.serve(waiter.runId);
      woken.push(waiter.runId);
    }
    return woken;
  }

  /** When `advance` has something to do again; undefined = not before something else happens. */
  nextWake(now: number): number | undefined {
    let next = Infinity;
    const lane = this.line.first();
    if (lane) next = this.#mayGo(lane, now) ? now : (nextChange(this.pool, now) ?? Infinity);
    // Whole milliseconds, or the timer comes just before its time.
    if (lane === "bulk" && this.pool.bulkAt > now && !this.pool.paused)
      next = Math.min(next, Math.ceil(this.pool.bulkAt));
    for (const { until } of this.#bound.values()) next = Math.min(next, until);
    return next === Infinity ? undefined : next;
  }

  /** What has changed since the last call; undefined = nothing. */
  changes(scale: () => ScaleMark): PoolChange | undefined {
    return this.#changes.take(this.pool, scale);
  }

  #give(request: TicketRequest, now: number): Answer {
    const ticket = reserve(this.pool, now, request, this.#rules);
    this.#changes.ticket(ticket);
    this.line.serve(request.runId);
    return { kind: "ticket", ticket };
  }

  #mayGo(lane: Lane, now: number): boolean {
    let ordinary = 0;
    for (const { waiter } of this.#bound.values()) if (waiter.lane !== "critical") ordinary++;
    return ticketsFor(this.pool, lane, now, { all: this.#bound.size, ordinary }, this.#rules) > 0;
  }

  #wait(before: Before, now: number): Answer {
    const reason = standstill(this.pool, now) ?? "limit";
    const end = reason === "pause" ? now + PAUSE_NET_MS : estimate(this.pool, before, now, this.#rules);
    return { kind: "wait", reason, until: end + SLACK_MS };
  }

  #join(request: TicketRequest, now: number): void {
    const refused = isFrozen(this.pool, now) && this.pool.refused.has(callKey(request));
    const position = refused ? HEAD + this.#heads++ : this.#positions++;
    const { runId, stepKey, lane } = request;
    const waiter: Waiter = { runId, stepKey, lane, position, front: refused, missed: 0 };
    this.#changes.joined(waiter);
    this.#enter(waiter);
  }

  #enter(waiter: Waiter): void {
    this.#waiting.set(callKey(waiter), waiter);
    const own = this.#byRun.get(waiter.runId);
    if (own) own.add(waiter);
    else this.#byRun.set(waiter.runId, new Set([waiter]));
    this.line.add(waiter);
  }

  #leave(waiter: Waiter): void {
    this.#waiting.delete(callKey(waiter));
    const own = this.#byRun.get(waiter.runId);
    own?.delete(waiter);
    if (own?.size === 0) this.#byRun.delete(waiter.runId);
    this.#changes.left(waiter);
  }

  #miss(waiter: Waiter): void {
    waiter.missed++;
    waiter.front = false;
    if (waiter.missed >= MISSES) this.#leave(waiter);
    else this.line.add(waiter);
  }

  /** Nobody may go: those who had a ticket bound stand at the front again. */
  #unbind(): void {
    for (const { waiter } of this.#bound.values()) {
      waiter.front = true;
      this.line.add(waiter);
    }
    this.#bound.clear();
  }
}
