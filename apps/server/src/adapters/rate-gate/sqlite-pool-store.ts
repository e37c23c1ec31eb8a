import type { PoolChange, PoolStore, StoredPool } from "@leeway/engine";
import { Owed } from "./owed.js";
import type { OpenDatabase } from "../database/database.js";
import { preparePoolStatements, type PoolStatements } from "./statements.js";

type PoolRow = Omit<NonNullable<PoolChange["facts"]>, "scale" | "paused" | "probing"> & {
  key: string;
  paused: number;
  probing: number;
  boot: string | null;
  lead: number;
};
type TicketRow = Omit<StoredPool["tickets"][number], "held" | "critical"> & { held: number; critical: number };
type WaiterRow = Omit<StoredPool["waiters"][number], "front"> & { front: number };

/** Pools on SQLite: written through the one queue, so changes are committed in the order in which they came. */
export class SqlitePoolStore implements PoolStore {
  readonly #sql: PoolStatements;
  readonly #queue: OpenDatabase["queue"];
  /** What failed writes did not keep: the next write of the pool brings it along. */
  readonly #owed = new Owed();

  constructor({ handle, queue }: Pick<OpenDatabase, "handle" | "queue">) {
    this.#sql = preparePoolStatements(handle);
    this.#queue = queue;
  }

  load(): StoredPool[] {
    return (this.#sql.pools.all() as PoolRow[]).map(({ key, paused, probing, boot, lead, ...facts }) => ({
      key,
      facts: { ...facts, paused: paused === 1, probing: probing === 1 },
      scale: { boot, lead },
      tickets: (this.#sql.tickets.all(key) as TicketRow[]).map((row) => ({
        ...row,
        held: row.held === 1,
        critical: row.critical === 1,
      })),
      waiters: (this.#sql.waiters.all(key) as WaiterRow[]).map((row) => ({ ...row, front: row.front === 1 })),
    }));
  }

  drop(keys: string[]): void {
    if (keys.length === 0) return;
    // Not kept? Then they are read again at the next start, and found to be like new again.
    this.#queue.write(() => keys.forEach((key) => this.#forget(key))).catch(() => undefined);
  }

  save(change: PoolChange): Promise<void> {
    let unkept: PoolChange | undefined = change;
    const work = () => {
      // Asked here, not before: the write just before this one may have failed in the same commit.
      const whole = this.#owed.joinedBy(change);
      try {
        this.#write(whole);
        unkept = whole;
      } catch (error) {
        this.#owed.remember(whole);
        unkept = undefined;
        throw error;
      }
    };
    return this.#queue.write(work).catch((error: unknown) => {
      if (unkept) this.#owed.remember(unkept);
      throw error;
    });
  }

  #write({ key, facts, tickets, joined, left }: PoolChange): void {
    if (facts) {
      const { scale, paused, probing, ...rest } = facts;
      this.#sql.savePool.run({ key, ...rest, ...scale, paused: paused ? 1 : 0, probing: probing ? 1 : 0 });
    }
    for (const ticket of tickets)
      this.#sql.saveTicket.run({ key, ...ticket, held: ticket.held ? 1 : 0, critical: ticket.critical ? 1 : 0 });
    for (const waiter of joined) this.#sql.saveWaiter.run({ key, ...waiter, front: waiter.front ? 1 : 0 });
    for (const { runId, stepKey } of left) this.#sql.forgetWaiter.run(key, runId, stepKey);
  }

  #forget(key: string): void {
    this.#sql.dropPool.run(key);
    this.#sql.dropTickets.run(key);
    this.#sql.dropWaiters.run(key);
  }
}
