import type { Lane } from "../document/document.js";
import { PoolGate } from "../limiter/gate.js";
import { MemoryPoolStore } from "../limiter/memory-rate-gate.js";
import { keptOf, soundRules, type Rules } from "../limiter/rules.js";
import type { PoolChange, PoolStore } from "../limiter/store.js";
import { VirtualClock } from "./virtual-clock.js";
import type { RateGate } from "../ports.js";
import { FreezeWatch } from "./rate-gate.freeze.js";
import { LaneWatch } from "./rate-gate.lanes.js";
import { OrderWatch } from "./rate-gate.order.js";
import { Receiver } from "./rate-gate.receiver.js";
import { SlowStore } from "./rate-gate.slow-store.js";

/** What the network does with one request. */
export interface Passage {
  /** Between the ticket and the first byte. */
  stallMs: number;
  upMs: number;
  /** null = no answer ever comes. */
  downMs: number | null;
  /** No connection: nothing is sent. */
  refused: boolean;
}
export interface ScriptedCall {
  at: number;
  run: number;
  lane: Lane;
  callMs: number;
  /** One for each request; further ones go through at once. */
  passages: Passage[];
  /** From being woken to being there. */
  reactMs: number;
  /** Does not hear when it is woken, and comes at the time that it was told. */
  deaf: boolean;
  /** Asks once, and never comes back when it has to wait. */
  leaves: boolean;
}
export type ScriptedEvent = { at: number } & (
  | { kind: "crash"; downMs: number }
  | { kind: "step"; byMs: number }
  | { kind: "pause"; forMs: number }
  /** The run has ended: its steps that wait do so no more. Later ones may come. */
  | { kind: "end"; run: number }
  | { kind: "others"; count: number; retryAfterMs: number | undefined }
);
export interface Script {
  limit: number;
  /** Of a small limit one ticket in so many is kept for the critical lane. */
  keptShare: number;
  /** Thousandths by which the far end's clock is faster. */
  drift: number;
  /** How long the first commits take; later ones take 3 ms. */
  commits: number[];
  calls: ScriptedCall[];
  events: ScriptedEvent[];
  /** So many that who must be next, said plainly, would take minutes: nothing is said of their order. */
  crowd?: boolean;
}

/** A limiter that is wrong on purpose. */
export interface Variation {
  rules?: Partial<Rules>;
  /** What a start finds. */
  store?: (kept: PoolStore) => PoolStore;
  /** What callers reach. */
  gate?: (gate: RateGate) => RateGate;
  /** `take` does not wait for the commit. */
  hasty?: boolean;
}

export type BreachKind = "window" | "order" | "lanes" | "freeze" | "stale" | "starved";
export interface Report {
  breaches: { kind: BreachKind; at: number; what: string }[];
  /** Milliseconds since the start at which requests of ours reached the far end. */
  arrivals: number[];
  /** When the first request of each step reached it. */
  sent: ReadonlyMap<string, number>;
  fullest: number;
}

/** What callers and network share. */
interface SimWorld {
  readonly clock: VirtualClock;
  readonly receiver: Receiver;
  readonly script: Script;
  /** The gate as callers reach it, or undefined while the process is down. */
  readonly gate: RateGate | undefined;
  /** Tells one life of the process from another. */
  readonly life: number;
  retryAfterMs: number | undefined;
  breach(kind: BreachKind, what: string | undefined): void;
  /** Counts as refused where the far end says so. */
  readonly freezes: FreezeWatch;
}

/** One process over a store, told what to do and watched by those who know better. */
export class GateUnderWatch implements SimWorld {
  readonly clock = new VirtualClock();
  readonly receiver: Receiver;
  readonly freezes = new FreezeWatch();
  readonly breaches: Report["breaches"] = [];
  retryAfterMs: number | undefined;
  life = 0;
  onWake: (runId: string) => void = () => undefined;
  readonly #order: OrderWatch;
  readonly #lanes: LaneWatch;
  readonly #kept = new MemoryPoolStore();
  readonly #variation: Variation;
  #store: SlowStore | undefined;
  #pools: PoolGate | undefined;
  #commits = 0;
  #changes: PoolChange[] = [];
  /** The last reservation of each slot. */
  #serials = new Map<number, number>();

  constructor(
    readonly script: Script,
    variation: Variation,
    untracked: ReadonlySet<string>,
  ) {
    this.#variation = variation;
    this.#order = new OrderWatch(untracked);
    this.#lanes = new LaneWatch(script.limit, keptOf(script.limit, { ...soundRules, keptShare: script.keptShare }));
    this.receiver = new Receiver(script.limit, script.drift);
  }

  get gate(): RateGate | undefined {
    return this.#pools && this.#watched(this.#pools, this.life);
  }

  breach(kind: BreachKind, what: string | undefined): void {
    if (what !== undefined) this.breaches.push({ kind, at: this.clock.monotonic(), what });
  }

  start(): void {
    this.life++;
    const { store = (kept) => kept, hasty, rules } = this.#variation;
    const { commits } = this.script;
    // Before the start: where the clock was stepped meanwhile, it moves all times with it, and says so.
    this.#changes = [];
    const delay = () => commits[this.#commits++] ?? 3;
    const slow = new SlowStore(store(this.#kept), this.clock, delay, (change) => this.#changes.push(change));
    this.#store = slow;
    this.#pools = new PoolGate(
      hasty ? withoutWaiting(slow) : slow,
      this.clock,
      (runId, why) => {
        if (why === "ticket") this.breach("order", this.#order.woken(runId));
        this.onWake(runId);
      },
      {
        uptime: { boot: "virtual", ms: () => this.clock.monotonic() },
        rules: { keptShare: this.script.keptShare, ...rules },
      },
    );
    const { tickets = [] } = this.#kept.load()[0] ?? {};
    this.#serials = new Map(tickets.map(({ slot, serial }) => [slot, serial]));
    // A pool all of whose tickets are free is forgotten here: it is not told what is done to the clock afterwards.
    this.#lanes.restarted(tickets);
  }

  crash(): void {
    this.#pools?.close();
    const lostSince = this.#store?.crash() ?? Infinity;
    this.#pools = undefined;
    this.life++;
    this.breach("order", this.#order.restarted(this.#kept.load()[0]?.waiters ?? [], lostSince));
    this.freezes.restarted(lostSince);
    // A pause whose commit the process did not live to see was never promised to anybody.
    this.freezes.paused = this.#kept.load()[0]?.facts.paused ?? false;
    this.#lanes.restarted(this.#kept.load()[0]?.tickets ?? []);
  }

  step(by: number): void {
    this.clock.step(by);
    this.#order.unbind();
  }

  pause(): void {
    if (!this.#pools) return;
    this.#pools.pause({ key: "token", limit: this.script.limit }).catch(() => undefined);
    this.freezes.paused = true;
    this.#order.unbind();
  }

  resume(): void {
    this.freezes.paused = false;
    this.#pools?.resume({ key: "token", limit: this.script.limit }).catch(() => undefined);
  }

  /** The run has ended. */
  leave(runId: string): void {
    this.#order.left(runId);
    this.gate?.leave(runId);
  }

  #watched(pools: PoolGate, life: number): RateGate {
    const gate = this.#variation.gate?.(pools) ?? pools;
    const dead = () => life !== this.life;
    return {
      take: async (request) => {
        if (dead()) return never;
        const taking = gate.take(request);
        this.#look(request.lane);
        const taken = await taking;
        return dead() ? never : taken;
      },
      release: (ticket, how) => {
        if (dead()) return;
        gate.release(ticket, how);
        this.freezes.released(ticket, how, this.clock.monotonic());
      },
      freeze: (pool, retryAfterMs) => {
        if (dead()) return;
        gate.freeze(pool, retryAfterMs);
        this.freezes.freeze(retryAfterMs, this.clock.monotonic());
        this.#order.unbind();
      },
      isGood: (ticket) => gate.isGood(ticket),
      leave: (runId) => gate.leave(runId),
    };
  }

  /** What the gate has just decided, as it wrote it down, about one who asked in this lane. */
  #look(lane: Lane): void {
    const now = this.clock.monotonic();
    for (const { tickets, joined } of this.#changes) {
      for (const ticket of tickets) {
        if (this.#serials.get(ticket.slot) === ticket.serial) {
          this.#lanes.changed(ticket);
          continue;
        }
        this.#serials.set(ticket.slot, ticket.serial);
        this.breach("freeze", this.freezes.given(ticket, now));
        this.breach("order", this.#order.given(ticket, lane));
        this.breach("lanes", this.#lanes.given(ticket, lane, now));
      }
      for (const waiter of joined) this.#order.joined({ ...waiter, lane }, now);
    }
    this.#changes = [];
  }
}

function withoutWaiting(store: PoolStore): PoolStore {
  return {
    load: () => store.load(),
    drop: (keys) => store.drop(keys),
    save: (change) => {
      store.save(change).catch(() => undefined);
      return Promise.resolve();
    },
  };
}

const never = new Promise<never>(() => undefined);
