import type { Effect } from "../definition.js";
import type { Lane } from "../document/document.js";
import type {
  Cancellation,
  HttpAnswer,
  HttpCall,
  HttpRequest,
  MailAnswer,
  MailRequest,
  PoolRef,
  RateGate,
  Ticket,
} from "../ports.js";
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
  /** People have stopped it, cancelled it or left it out, or the server stops: what is not on its way yet stays here. */
  stopping?: () => boolean;
  /** Somebody has said something about the run that it has not heard yet; resolves once it has. */
  unheard?: () => Promise<void> | undefined;
}

/** What a call needs from outside. */
export interface CallParts extends Pick<StepParts, "http" | "mail" | "clock"> {
  gate: Pick<RateGate, "take" | "isGood" | "release">;
}

export interface TicketWait {
  reason: "limit" | "pause" | "freeze";
  until: number;
}

/** The call that a step is made for, or one that only reads for it. */
export type Purpose = "main" | "reading";

/** What every call goes out with, whatever it speaks. */
type Guard = Pick<HttpCall, "timeoutMs" | "cancellation" | "beforeWrite">;
type NoAnswer = Exclude<HttpAnswer, { kind: "answered" }>;

/** The calls of an attempt, one after the other, each with the limiter's ticket that it needs. */
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

  send(request: HttpRequest, purpose: Purpose = "main"): Promise<HttpAnswer> {
    const { workspaceId, allowedHosts } = this.#facts;
    const fresh = this.#creates(purpose);
    const { method, url, headers, body } = request;
    // Each by its name: two objects copied into one are put together property by property, a twentieth of a whole call.
    return this.#make(purpose, ({ timeoutMs, cancellation, beforeWrite }) =>
      this.#parts.http.send({
        method,
        url,
        headers,
        ...(body !== undefined && { body }),
        workspaceId,
        timeoutMs,
        fresh,
        allowedHosts,
        cancellation,
        beforeWrite,
      }),
    );
  }

  mail(request: MailRequest): Promise<MailAnswer> {
    return this.#make("main", (guard) => this.#parts.mail.send({ ...request, ...guard }));
  }

  async #make<Answer extends { kind: string }>(
    purpose: Purpose,
    go: (guard: Guard) => Promise<Answer>,
  ): Promise<Answer | NoAnswer> {
    for (;;) {
      const wait = await this.takeTicket();
      if (wait) {
        this.waiting = wait;
        return { kind: "notSent", error: { code: "service.limited", values: {} } };
      }
      const answer = await this.#try(purpose, go);
      if (answer) return answer;
      await this.#facts.unheard?.();
      if (this.#facts.stopping?.() === true) {
        this.waiting = { reason: "limit", until: this.#parts.clock.now() };
        return { kind: "notSent", error: { code: "service.limited", values: {} } };
      }
    }
  }

  /** Nothing when it was held back at the last moment: nothing was sent. */
  async #try<Answer extends { kind: string }>(
    purpose: Purpose,
    go: (guard: Guard) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const { callMs, cancellation } = this.#facts;
    let heldBack = false;
    let end: "unused" | "answered" | "cutOff" = "unused";
    const beforeWrite = () => {
      heldBack = !this.#mayGo();
      this.sent ||= !heldBack && purpose === "main";
      // Until the answer is there, and for a fault of our own for good, the call counts as one that arrived.
      if (!heldBack) end = "cutOff";
      return !heldBack;
    };
    try {
      const cancelled = this.#creates(purpose) ? never : cancellation;
      const answer = await go({ timeoutMs: callMs, cancellation: cancelled, beforeWrite });
      if (heldBack) return undefined;
      end = answer.kind === "answered" || answer.kind === "cutOff" ? answer.kind : "unused";
      return answer;
    } finally {
      this.#release(end);
    }
  }

  #creates(purpose: Purpose): boolean {
    return purpose === "main" && this.#facts.effect === "create";
  }

  /** Asked on a connected socket, before the first byte: whoever is told that nothing more begins can rely on it. */
  #mayGo(): boolean {
    const { stopping, unheard } = this.#facts;
    if (stopping?.() === true || unheard?.() !== undefined) return false;
    return this.#ticket === undefined || this.#parts.gate.isGood(this.#ticket);
  }

  #release(how: "unused" | "answered" | "cutOff"): void {
    if (this.#ticket) this.#parts.gate.release(this.#ticket, how);
    this.#ticket = undefined;
  }
}

/** A `create` in flight is never aborted: its outcome must be known. */
const never: Cancellation = { requested: false, onRequest: () => () => {} };
