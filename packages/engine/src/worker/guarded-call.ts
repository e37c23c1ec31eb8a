import type { Effect } from "../definition.js";
import type { Lane } from "../document/document.js";
import type { Cancellation, HttpAnswer, HttpRequest, PoolRef, Ticket } from "../ports.js";
import type { StepParts } from "./parts.js";

export interface CallFacts {
  /** The token's pool; absent: nothing limits this call. */
  pool: PoolRef | undefined;
  lane: Lane;
  runId: string;
  stepKey: string;
  /** Deadline of the call alone. */
  callMs: number;
  allowedHosts: string[] | undefined;
  effect: Effect;
  cancellation: Cancellation;
}

/** What a call needs from outside. */
export type CallParts = Pick<StepParts, "gate" | "http" | "clock">;

export interface TicketWait {
  reason: "limit" | "pause" | "freeze";
  until: number;
}

/** A reservation older than this is given back just before the write: a process paused in between would break the proof. */
const OLDEST_TICKET_MS = 1_000;

/** The one HTTP call of an attempt, with the limiter's ticket that it needs. */
export class GuardedCall {
  readonly #parts: CallParts;
  readonly #facts: CallFacts;
  #ticket: Ticket | undefined;
  /** Bytes may have left. */
  sent = false;
  /** Set when the ticket was lost just before the write and no other was to be had: the call waits, it is no attempt. */
  waiting: TicketWait | undefined;

  constructor(parts: CallParts, facts: CallFacts) {
    this.#parts = parts;
    this.#facts = facts;
  }

  /** Answers until when to wait, or nothing when the call may go. */
  async takeTicket(): Promise<TicketWait | undefined> {
    const { pool, lane, runId, stepKey, callMs } = this.#facts;
    if (!pool || this.#ticket) return undefined;
    const taken = await this.#parts.gate.take({ pool, lane, runId, stepKey, callMs });
    if (taken.kind === "wait") return { reason: taken.reason, until: taken.until };
    this.#ticket = taken.ticket;
    return undefined;
  }

  /** Frees a ticket that was not used. */
  giveBack(): void {
    this.#release("unused");
  }

  async send(request: HttpRequest): Promise<HttpAnswer> {
    for (;;) {
      const wait = await this.takeTicket();
      if (wait) {
        this.waiting = wait;
        return { kind: "notSent", error: { code: "service.limited", values: {} } };
      }
      let stale = false;
      const answer = await this.#parts.http.send({
        ...request,
        timeoutMs: this.#facts.callMs,
        fresh: this.#facts.effect === "create",
        allowedHosts: this.#facts.allowedHosts,
        cancellation: this.#facts.effect === "create" ? never : this.#facts.cancellation,
        beforeWrite: () => {
          stale = this.#isStale();
          this.sent ||= !stale;
          return !stale;
        },
      });
      if (stale) {
        this.#release("unused");
        continue;
      }
      this.#release(answer.kind === "answered" || answer.kind === "cutOff" ? answer.kind : "unused");
      return answer;
    }
  }

  #isStale(): boolean {
    return this.#ticket !== undefined && this.#parts.clock.monotonic() - this.#ticket.reservedAt > OLDEST_TICKET_MS;
  }

  #release(how: "unused" | "answered" | "cutOff"): void {
    if (this.#ticket) this.#parts.gate.release(this.#ticket, how);
    this.#ticket = undefined;
  }
}

/** A `create` in flight is never aborted: its outcome must be known. */
const never: Cancellation = { requested: false, onRequest: () => () => {} };
