import type { Clock } from "../ports.js";
import { PoolGate, type GateOptions, type Wake } from "./gate.js";
import type { PoolChange, PoolStore, StoredPool, StoredWaiter } from "./store.js";
import { callKey, type PoolTicket } from "./pool.js";

type Kept = Pick<StoredPool, "facts" | "scale"> & {
  tickets: Map<number, PoolTicket>;
  waiters: Map<string, StoredWaiter>;
};

/** Pools in memory. A gate made over the same store goes on where the last one died. */
export class MemoryPoolStore implements PoolStore {
  readonly #pools = new Map<string, Kept>();

  load(): StoredPool[] {
    return [...this.#pools].map(([key, { facts, scale, tickets, waiters }]) => ({
      key,
      facts,
      scale,
      tickets: [...tickets.values()].map((ticket) => ({ ...ticket })).sort((a, b) => a.slot - b.slot),
      waiters: [...waiters.values()],
    }));
  }

  drop(keys: string[]): void {
    for (const key of keys) this.#pools.delete(key);
  }

  save({ key, facts, tickets, joined, left }: PoolChange): Promise<void> {
    let kept = this.#pools.get(key);
    if (!kept) {
      if (!facts) throw new Error(`the first change of the pool ${key} says nothing about it`);
      kept = { facts, scale: facts.scale, tickets: new Map(), waiters: new Map() };
      this.#pools.set(key, kept);
    }
    if (facts) Object.assign(kept, { facts, scale: facts.scale });
    for (const ticket of tickets) kept.tickets.set(ticket.slot, ticket);
    for (const waiter of joined) kept.waiters.set(callKey(waiter), waiter);
    for (const waiter of left) kept.waiters.delete(callKey(waiter));
    return Promise.resolve();
  }
}

/** The limiter without a database: for tests and for runs in the browser. */
export class MemoryRateGate extends PoolGate {
  constructor(clock: Clock, wake: Wake, options: GateOptions = {}) {
    super(new MemoryPoolStore(), clock, wake, options);
  }
}
