import type { Lane } from "../document/document.js";
import type { Clock, Nudge, PoolRef, RateGate, TakeResult, Ticket, TicketRequest } from "../ports.js";
import { Desk } from "./desk.js";
import { readMeter, type Meter } from "./meter.js";
import { ANY_TOKEN, coldFrom, isLikeNew, standstill } from "./pool.js";
import { soundRules, STEP_MS, ticketStillGood, type Rules } from "./rules.js";
import { Scale, type Uptime } from "./scale.js";
import type { PoolStore, StoredPool } from "./store.js";

export type { Uptime } from "./scale.js";

export interface GateOptions {
  /** Without it, a clock step that happened while the process was down is seen only when it went back. */
  uptime?: Uptime;
  /** What went out before the start is not known (the state was lost or restored): nobody goes for a window. */
  cold?: boolean;
  /** Only the model test breaks them. */
  rules?: Partial<Rules>;
}

/** Who waits has a ticket bound to it, or another reason to wait now. */
export type Wake = (runId: string, why: "ticket" | "reason") => void;

/** What a worker is told of it. */
export const nudgeOf = (why: Parameters<Wake>[1]): Nudge | undefined => (why === "reason" ? "waits" : undefined);

/** No timer sleeps longer: Node's overflow at 2^31 ms and fire at once. */
const LONGEST_SLEEP_MS = 3_600_000;

/**
 * The ticket pools of one process over a store. It owns their state: reads it once, decides in memory, and writes
 * every change through; a reservation is committed before `take` resolves.
 */
export class PoolGate implements RateGate {
  readonly #store: PoolStore;
  readonly #clock: Clock;
  readonly #wake: Wake;
  readonly #rules: Rules;
  readonly #scale: Scale;
  readonly #desks = new Map<string, Desk>();
  readonly #timers = new Map<string, { at: number; stop: () => void }>();
  #closed = false;

  constructor(store: PoolStore, clock: Clock, wake: Wake, options: GateOptions = {}) {
    this.#store = store;
    this.#clock = clock;
    this.#wake = wake;
    this.#rules = { ...soundRules, ...options.rules };
    this.#scale = new Scale(clock, options.uptime, this.#rules.coldStart);
    this.#open(options.cold === true);
  }

  async take(request: TicketRequest): Promise<TakeResult> {
    // Read first: should the process be paused from here on, the reservation looks older, not younger.
    const reservedAt = this.#clock.monotonic();
    const now = this.#look();
    const desk = this.#desk(request.pool, now);
    const woken = desk.advance(now);
    const answer = desk.take(request, now);
    const saved = this.#finish(desk, now, woken);
    if (answer.kind === "wait") {
      // The place in the line may be lost with a crash: then `until` brings the run back.
      ignore(saved);
      return answer;
    }
    const { slot, serial } = answer.ticket;
    const ticket: Ticket = { pool: request.pool.key, slot, serial, reservedAt };
    try {
      await saved;
    } catch (error) {
      this.release(ticket, "unused");
      throw error;
    }
    return { kind: "ticket", ticket };
  }

  isGood(ticket: Ticket): boolean {
    const paused = this.#desks.get(ticket.pool)?.pool.paused === true;
    return !paused && ticketStillGood(ticket, this.#clock.monotonic());
  }

  release(ticket: Ticket, how: "unused" | "answered" | "cutOff"): void {
    // Should the correction be lost, the pessimistic reservation stands.
    ignore(this.#change(ticket.pool, (desk, now) => desk.release(ticket, how, now)));
  }

  freeze(pool: PoolRef, retryAfterMs: number | undefined): void {
    this.#desk(pool, this.#look());
    ignore(this.#standstill(pool.key, (desk, now) => desk.freeze(retryAfterMs, now)));
  }

  leave(runId: string): void {
    const now = this.#look();
    for (const desk of this.#desks.values())
      // Should it be lost, the line finds out by itself that nobody comes.
      if (desk.leave(runId)) ignore(this.#finish(desk, now, desk.advance(now)));
  }

  /** Nobody takes a ticket of this pool until `resume`. Resolves once committed. */
  async pause(pool: PoolRef): Promise<void> {
    this.#desk(pool, this.#look());
    await this.#standstill(pool.key, (desk) => desk.pause(true));
  }

  async resume(pool: PoolRef): Promise<void> {
    this.#desk(pool, this.#look());
    await this.#standstill(pool.key, (desk) => desk.pause(false));
  }

  /** Takes every ticket for busy for a window, those of tokens not seen yet as well: after a restore or a loss of state. */
  coldStart(): void {
    const now = this.#look();
    if (!this.#rules.coldStart) return;
    this.#chillAny(now);
    for (const key of this.#desks.keys()) ignore(this.#change(key, (desk) => desk.chill(now)));
  }

  /** What the display of a pool shows; undefined for a token that has not been used lately. */
  meter(key: string): Meter | undefined {
    const now = this.#look();
    const desk = this.#desks.get(key);
    return desk && readMeter(desk, now);
  }

  /** About when the last of so many further calls has its ticket, behind all that waits now; for a token never seen as well. */
  forecast(pool: PoolRef, lane: Lane, calls: number): number {
    const now = this.#look();
    const desk = this.#desks.get(pool.key) ?? this.#newDesk(pool, now);
    return desk.forecast(lane, calls, now);
  }

  /** Lets its timers go. What is in flight stays reserved. */
  close(): void {
    this.#closed = true;
    for (const { stop } of this.#timers.values()) stop();
    this.#timers.clear();
  }

  #open(cold: boolean): void {
    const { now } = this.#scale.look();
    const restful: string[] = [];
    for (const stored of this.#store.load()) {
      const desk = new Desk(stored, now, this.#rules);
      if (this.#rules.coldStart) this.#meetStep(desk, stored, now);
      if (desk.waiting === 0 && isLikeNew(desk.pool, now)) restful.push(stored.key);
      else this.#desks.set(stored.key, desk);
    }
    this.#store.drop(restful);
    if (cold && this.#rules.coldStart) this.#chillAny(now);
    const any = this.#desks.get(ANY_TOKEN);
    // The process that began cold may have ended before it had written that of each.
    for (const desk of this.#desks.values()) if (any) desk.chillLike(any);
    for (const desk of this.#desks.values()) ignore(this.#finish(desk, now, []));
  }

  /** The wall clock may have been stepped while nobody watched. */
  #meetStep(desk: Desk, { scale, tickets }: StoredPool, now: number): void {
    const mark = this.#scale.mark();
    const step = mark.boot !== null && mark.boot === scale.boot ? mark.lead - scale.lead : 0;
    const stepped = Math.abs(step) > STEP_MS;
    if (stepped) desk.shift(step);
    const coldTooLong = desk.pool.coldUntil > coldFrom(now, this.#rules) + STEP_MS;
    const fromTheFuture = coldTooLong || tickets.some(({ reservedAt }) => reservedAt > now + STEP_MS);
    const lost = tickets.some(({ slot }, index) => slot !== index);
    if (stepped || fromTheFuture || lost) desk.chill(now);
  }

  /** The time; when the wall clock was stepped, every pool goes with it and starts cold. */
  #look(): number {
    const { now, stepped } = this.#scale.look();
    if (this.#desks.get(ANY_TOKEN)?.isWarm(now - stepped)) this.#desks.delete(ANY_TOKEN);
    if (stepped === 0) return now;
    for (const desk of this.#desks.values()) {
      desk.shift(stepped);
      desk.chill(now);
      ignore(this.#finish(desk, now, []));
    }
    return now;
  }

  #desk({ key, limit }: PoolRef, now: number): Desk {
    let desk = this.#desks.get(key);
    if (desk) {
      desk.nameLimit(limit, now);
      return desk;
    }
    desk = this.#newDesk({ key, limit }, now);
    this.#desks.set(key, desk);
    return desk;
  }

  #newDesk(pool: PoolRef, now: number): Desk {
    const desk = new Desk(pool, now, this.#rules);
    const any = this.#desks.get(ANY_TOKEN);
    if (any) desk.chillLike(any);
    return desk;
  }

  /** That of all tokens without a pool, as long as nobody knows what went out with them. */
  #chillAny(now: number): void {
    const any = this.#desks.get(ANY_TOKEN) ?? new Desk({ key: ANY_TOKEN, limit: 1 }, now, this.#rules);
    any.chill(now);
    this.#desks.set(ANY_TOKEN, any);
  }

  #change(key: string, work: (desk: Desk, now: number) => void): Promise<void> {
    const now = this.#look();
    const desk = this.#desks.get(key);
    if (!desk) return Promise.resolve();
    work(desk, now);
    return this.#finish(desk, now, desk.advance(now));
  }

  /** Where another reason to wait has come, or one has gone, all who wait ask again, and know for what and until when. */
  #standstill(key: string, work: (desk: Desk, now: number) => void): Promise<void> {
    let waiting: readonly string[] = [];
    const saved = this.#change(key, (desk, now) => {
      const before = standstill(desk.pool, now);
      work(desk, now);
      if (standstill(desk.pool, now) !== before) waiting = desk.runs();
    });
    for (const runId of waiting) this.#wake(runId, "reason");
    return saved;
  }

  /** Writes what has changed, sets the pool's one timer, and wakes who has a ticket bound, once for each. */
  #finish(desk: Desk, now: number, woken: readonly string[]): Promise<void> {
    const change = desk.changes(() => this.#scale.mark());
    const saved = change ? this.#store.save(change) : Promise.resolve();
    this.#arm(desk, now);
    for (const runId of woken) this.#wake(runId, "ticket");
    return saved;
  }

  #arm(desk: Desk, now: number): void {
    const { key } = desk.pool;
    const at = desk.nextWake(now);
    const timer = this.#timers.get(key);
    if (timer?.at === at) return;
    timer?.stop();
    this.#timers.delete(key);
    if (at === undefined || this.#closed) return;
    const stop = this.#clock.after(Math.min(Math.max(0, at - now), LONGEST_SLEEP_MS), () => {
      this.#timers.delete(key);
      ignore(this.#change(key, () => undefined));
    });
    this.#timers.set(key, { at, stop });
  }
}

/** The store tells its own failures; nobody waits for this one. */
function ignore(saved: Promise<void>): void {
  saved.catch(() => undefined);
}
