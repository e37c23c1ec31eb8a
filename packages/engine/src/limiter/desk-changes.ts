import type { Waiter } from "./line.js";
import { callKey, factsOf, type Pool, type PoolTicket } from "./pool.js";
import type { PoolChange, ScaleMark } from "./store.js";

/** What has to be kept of a desk since it was last asked. */
export class DeskChanges {
  #facts = false;
  #tickets = new Set<PoolTicket>();
  #joined = new Map<string, Waiter>();
  #left = new Map<string, Waiter>();

  facts(): void {
    this.#facts = true;
  }

  ticket(ticket: PoolTicket): void {
    this.#tickets.add(ticket);
  }

  /** The facts and each ticket. */
  all({ tickets }: Pool): void {
    this.#facts = true;
    for (const ticket of tickets) this.#tickets.add(ticket);
  }

  joined(waiter: Waiter): void {
    const key = callKey(waiter);
    this.#left.delete(key);
    this.#joined.set(key, waiter);
  }

  left(waiter: Waiter): void {
    const key = callKey(waiter);
    if (!this.#joined.delete(key)) this.#left.set(key, waiter);
  }

  /** Undefined = nothing. */
  take(pool: Pool, scale: () => ScaleMark): PoolChange | undefined {
    const [facts, tickets, joined, left] = [this.#facts, this.#tickets, this.#joined, this.#left];
    if (!facts && tickets.size + joined.size + left.size === 0) return undefined;
    this.#facts = false;
    this.#tickets = new Set();
    this.#joined = new Map();
    this.#left = new Map();
    return {
      key: pool.key,
      ...(facts && { facts: { ...factsOf(pool), scale: scale() } }),
      tickets: [...tickets].map((ticket) => ({ ...ticket })),
      joined: [...joined.values()].map(({ runId, stepKey, lane, position, front }) => ({
        runId,
        stepKey,
        lane,
        position,
        front,
      })),
      left: [...left.values()].map(({ runId, stepKey }) => ({ runId, stepKey })),
    };
  }
}
