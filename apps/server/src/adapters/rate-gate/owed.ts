import type { PoolChange } from "@leeway/engine";

interface OwedPool {
  facts: PoolChange["facts"];
  tickets: Map<number, PoolChange["tickets"][number]>;
}

/**
 * What writes that failed (a full disk) did not keep of pools and tickets; the next write of the pool brings it along.
 * A lost place in a queue is not owed: its waiter asks again.
 */
export class Owed {
  readonly #pools = new Map<string, OwedPool>();

  /** Hands out what is owed of a pool together with the change that is about to be written. */
  joinedBy(change: PoolChange): PoolChange {
    const pool = this.#pools.get(change.key);
    if (!pool) return change;
    this.#pools.delete(change.key);
    const facts = change.facts ?? pool.facts;
    for (const ticket of change.tickets) pool.tickets.set(ticket.slot, ticket);
    return { ...change, ...(facts && { facts }), tickets: [...pool.tickets.values()] };
  }

  /** Nothing of this was kept, and it is newer than all that is owed already. */
  remember({ key, facts, tickets }: PoolChange): void {
    const pool = this.#pools.get(key) ?? { facts: undefined, tickets: new Map() };
    this.#pools.set(key, pool);
    pool.facts = facts ?? pool.facts;
    for (const ticket of tickets) pool.tickets.set(ticket.slot, ticket);
  }
}
