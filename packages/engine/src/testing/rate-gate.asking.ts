import type { PoolGate } from "../limiter/gate.js";
import type { PoolRef, TakeResult, Ticket, TicketRequest } from "../ports.js";

/** A gate under test with what the suite needs around it. */
export interface RateGateWorld {
  /** The gate that is open now. */
  gate(): PoolGate;
  /** Runs that were woken for a ticket, in order. */
  woken: string[];
  /** Runs that were woken because there is another reason to wait. */
  toldWhy: string[];
  /** Lets the clocks run, and whatever is under way come to rest. */
  advance(ms: number): Promise<void>;
  /** Steps the wall clock alone. */
  step(ms: number): void;
  now(): number;
  /** Kills the process without a word and starts another over the same state. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** The pool that is asked where a test says no other. */
export const pool: PoolRef = { key: "token", limit: 2 };
/** As long as a ticket cools. */
export const COOL = 60_250;

/** What a gate answered, in a word. */
export const reason = (result: TakeResult) => (result.kind === "wait" ? result.reason : result.kind);

/** How the tests of a gate ask it for tickets. */
export function asking(world: () => RateGateWorld) {
  const take = (runId: string, more: Partial<TicketRequest> = {}) =>
    world()
      .gate()
      .take({ pool, lane: "normal", runId, stepKey: "send", callMs: 30_000, ...more });
  const ticket = async (runId: string, more: Partial<TicketRequest> = {}): Promise<Ticket> => {
    const result = await take(runId, more);
    if (result.kind !== "ticket") throw new Error(`${runId} waits for ${result.reason}`);
    return result.ticket;
  };
  /** Both tickets go out and are answered. */
  const useUp = async () => {
    for (const run of ["first", "second"])
      world()
        .gate()
        .release(await ticket(run), "answered");
    await world().advance(0);
  };
  return { take, ticket, useUp };
}
