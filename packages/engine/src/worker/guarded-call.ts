import type { Effect } from "../definition.js";
import type { Lane } from "../document/document.js";
import { ticketStillGood } from "../limiter/rules.js";
import type { Cancellation, HttpAnswer, HttpRequest, PoolRef, Ticket } from "../ports.js";
import type { StepParts } from "./parts.js";

export interface CallFacts {
  /** The token's pool; absent: nothing limits this call. */
  pool: PoolRef | undefined;
  lane: Lane;
  /** Absent: nobody of whom the far end would have to know. */
  workspaceId?: string | undefined;
  runId: string;
  stepKey: string;
  /** Deadline of the call alone. */
  callMs: number;
  allowedHosts: string[] | undefined;
  effect: Effect;
  cancellation: Cancellation;
  /** People have stopped it, or the server stops: what is not on its way yet stays here. */
  stopping?: () => boolean;
}

/** What a call needs from outside. */
export type CallParts = Pick<StepParts, "gate" | "http" | "clock">;

export interface TicketWait {
  reason: "limit" | "pause" | "freeze";
  until: number;
}

/** The call that a step is made for, or one that only reads for it. */
export type Purpose = "main" | "reading";

/** The HTTP calls of an attempt, one after the other, each with the limiter's ticket that it needs. */
export class GuardedCall {
  readonly #parts: CallParts;
  readonly #facts: CallFacts;
  #ticket: Ticket | undefined;
  /** Bytes of the main call may have left. */
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

  async send(request: HttpRequest, purpose: Purpose = "main"): Promise<HttpAnswer> {
    for (;;) {
      const wait = await this.takeTicket();
      if (wait) {
        this.waiting = wait;
        return { kind: "notSent", error: { code: "service.limited", values: {} } };
      }
      const answer = await this.#try(request, purpose);
      if (answer) return answer;
      if (this.#facts.stopping?.() === true) {
        this.waiting = { reason: "limit", until: this.#parts.clock.now() };
        return { kind: "notSent", error: { code: "service.limited", values: {} } };
      }
    }
  }

  /** Nothing when the ticket had grown stale: nothing was sent. */
  async #try(request: HttpRequest, purpose: Purpose): Promise<HttpAnswer | undefined> {
    const { workspaceId, callMs, allowedHosts, cancellation } = this.#facts;
    const creates = purpose === "main" && this.#facts.effect === "create";
    let stale = false;
    let end: "unused" | "answered" | "cutOff" = "unused";
    const beforeWrite = () => {
      stale = !this.#isGood() || this.#facts.stopping?.() === true;
      this.sent ||= !stale && purpose === "main";
      // Until the answer is there, and for a fault of our own for good, the call counts as one that arrived.
      if (!stale) end = "cutOff";
      return !stale;
    };
    try {
      const answer = await this.#parts.http.send({
        ...request,
        workspaceId,
        timeoutMs: callMs,
        fresh: creates,
        allowedHosts,
        cancellation: creates ? never : cancellation,
        beforeWrite,
      });
      if (stale) return undefined;
      end = answer.kind === "answered" || answer.kind === "cutOff" ? answer.kind : "unused";
      return answer;
    } finally {
      this.#release(end);
    }
  }

  #isGood(): boolean {
    return this.#ticket === undefined || ticketStillGood(this.#ticket, this.#parts.clock.monotonic());
  }

  #release(how: "unused" | "answered" | "cutOff"): void {
    if (this.#ticket) this.#parts.gate.release(this.#ticket, how);
    this.#ticket = undefined;
  }
}

/** A `create` in flight is never aborted: its outcome must be known. */
const never: Cancellation = { requested: false, onRequest: () => () => {} };
