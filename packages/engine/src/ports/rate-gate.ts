import type { Lane } from "../document/document.js";

/** One pool per token, however many credentials, workspaces and processes use it. */
export interface PoolRef {
  /** Keyed hash of the token. */
  key: string;
  /** Requests in any 60 s. */
  limit: number;
}
export interface TicketRequest {
  pool: PoolRef;
  lane: Lane;
  /** Who waits: woken by `nudge(runId)` when a ticket is bound to it. */
  runId: string;
  stepKey: string;
  /** The longest the call may take, for the pessimistic reservation. */
  callMs: number;
}
export interface Ticket {
  pool: string;
  /** Index of the ticket in its pool. */
  slot: number;
  /** Tells this reservation from later ones of the same slot. */
  serial: number;
  /** Monotonic milliseconds at the reservation. */
  reservedAt: number;
}
export type TakeResult =
  | { kind: "ticket"; ticket: Ticket }
  | { kind: "wait"; reason: "limit" | "pause" | "freeze"; until: number };

export interface RateGate {
  /** Resolves once the reservation is committed. */
  take(request: TicketRequest): Promise<TakeResult>;
  /**
   * To be asked just before the first byte is written: not when the process stood still since it was taken, or when its
   * pool was paused. Then it is given back as unused, and another is asked for.
   */
  isGood(ticket: Ticket): boolean;
  /** unused: nothing was written to the socket · answered: a response came · cutOff: the call ended without one. */
  release(ticket: Ticket, how: "unused" | "answered" | "cutOff"): void;
  /** The far end said 429. */
  freeze(pool: PoolRef, retryAfterMs: number | undefined): void;
  /** The run has ended: whichever lines its steps stand in, nobody waits for them there. */
  leave(runId: string): void;
}
