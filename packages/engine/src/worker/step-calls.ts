import type { JsonObject } from "../json.js";
import type { Cancellation, HttpAnswer, HttpRequest, MailAnswer, MailRequest, OpenSecret } from "../ports.js";
import type { Rehearsed } from "../run/events.js";
import type { FailureCause } from "../run/outcome.js";
import { afterFailure, attemptsOf, DEFAULT_BACKOFF_SECONDS, type AfterFailure } from "../run/retry.js";
import { retryAfterMs } from "../limiter/retry-after.js";
import { censor } from "./censor.js";
import { here } from "./ending.js";
import type { CallFacts, CallParts, TicketWait } from "./guarded-call.js";
import { GuardedCall } from "./guarded-call.js";
import { PORT_PAUSE_MS } from "./patience.js";
import type { StepParts } from "./parts.js";
import type { RunAround, StepToDo } from "./step-to-do.js";
import type { CallTools } from "./step-tools.js";
import { rehearse, shownAs, toStandIn } from "./rehearse.js";

/** People are told no more often, and of no shorter wait. */
const TELL_MS = 1_000;
const LEAST_MS = 20;
/**
 * A ticket in hand that is older is taken anew before the write: others have more of it.
 * So long the intent of a `create` may take to be written: where the disk is slower, and others stand in the line, each
 * gives way to the next one and none goes out, until writes are quick again. It would be stale before the write anyway.
 */
const LONGEST_HELD_MS = 1_000;

/**
 * The calls of one attempt: those that read, before the main one or between its pages, and the main one, before which
 * the intent is logged. Who has read already waits for further tickets in place: thrown back to its beginning, a long
 * list would never end under a busy limiter.
 */
export class StepCalls implements CallTools {
  readonly #call: GuardedCall;
  #hasRead = false;
  #begun = false;
  /** When people were last told how far the step has come. */
  #toldAt: number;
  #told: { done?: number; total?: number } = {};
  #toldWait = false;
  readonly #names = new Set<string>();
  #letGo: () => void = () => {};
  #forgetStop: () => void = () => {};
  /** The run belongs to somebody else now. */
  lost = false;
  /** In a rehearsal the main call was shown instead of sent: the step ends well, without an answer. */
  withheld = false;
  /** No ticket for the first call, or the server stops: the step begins anew, it is no attempt. */
  waiting: TicketWait | undefined;

  constructor(
    private readonly todo: StepToDo,
    private readonly run: RunAround,
    private readonly parts: StepParts,
    private readonly facts: CallFacts & Required<Pick<CallFacts, "stopping">>,
    /** Logs the intent; false: not kept. */
    private readonly begin: () => boolean | Promise<boolean>,
    /** Logs that it waits for a run that it is about to start; as above. */
    private readonly expect: () => Promise<boolean>,
    private readonly secret?: OpenSecret,
  ) {
    this.#call = new GuardedCall(
      { http: parts.http, mail: parts.mail, clock: parts.clock, gate: patientGate(parts, facts) },
      facts,
    );
    this.#toldAt = parts.clock.monotonic();
  }

  /** Bytes of the main call may have left. */
  get sent(): boolean {
    return this.#call.sent;
  }

  /** The intent stands in the log. */
  get begun(): boolean {
    return this.#begun;
  }

  /** For the first call. Who has something else to wait for before does not hold it meanwhile. */
  async takeTicket(): Promise<TicketWait | undefined> {
    const wait = await this.#call.takeTicket();
    if (!wait && this.facts.pool) this.#letGo = this.parts.clock.after(LONGEST_HELD_MS, () => this.#call.giveBack());
    return wait;
  }

  giveBack(): void {
    this.#letGo();
    this.#forgetStop();
    this.#call.giveBack();
  }

  stopped = (): Promise<void> =>
    new Promise((resolve) => {
      const look = () => this.facts.stopping() && resolve();
      this.facts.cancellation.onRequest(resolve);
      this.#forgetStop = this.run.onPoke(look);
      look();
    });

  /**
   * Logs the intent, once; at once where nobody waits for the disk. While the step got ready somebody may have left its item
   * out: an intent of what is never sent would be a doubt once the server dies.
   */
  start(): boolean | Promise<boolean> {
    if (this.#begun) return true;
    if (this.#stops()) return false;
    const kept = this.begin();
    return typeof kept === "boolean" ? this.#start(kept) : kept.then((one) => this.#start(one));
  }

  /** Nothing further is to be begun: then the step begins anew where it goes on. */
  #stops(): boolean {
    if (!this.facts.stopping()) return false;
    this.waiting = { reason: "limit", until: this.parts.clock.now() };
    return true;
  }

  #start(kept: boolean): boolean {
    this.#begun = kept;
    this.lost ||= !kept;
    return kept;
  }

  /**
   * Before the step starts a run it is known to wait for one: who ends the step ends that as well, also where the server died
   * before anything else was told of it. False: none is to be started any more.
   */
  awaitRun = async (): Promise<boolean> => {
    const kept = await this.expect();
    this.lost ||= !kept;
    if (kept) await this.facts.unheard?.();
    return kept && !this.#stops();
  };

  /**
   * Before something is claimed for good: what led there is stored. Decided otherwise after a crash (another claim's time was
   * over, say), the run would go another way, and nobody would ever get what it holds.
   */
  awaitClaim = async (): Promise<boolean> => {
    const kept = await this.run.stored();
    if (!kept) this.waiting = { reason: "limit", until: this.parts.clock.now() };
    return kept && !this.#stops();
  };

  http = (request: HttpRequest): Promise<HttpAnswer> => this.#main(request, (going) => this.#call.send(going));

  mail = (request: MailRequest): Promise<MailAnswer> => this.#main(shownAs(request), () => this.#call.mail(request));

  /** The call that the step is made for: `shown` is what a rehearsal tells of it, and may send elsewhere. */
  async #main<Answer>(
    shown: HttpRequest,
    send: (going: HttpRequest) => Promise<Answer>,
  ): Promise<Answer | typeof nothing> {
    if (this.#hasRead && !(await this.#ticketInPlace())) return nothing;
    const started = this.start();
    if (!(started === true || (await started))) return nothing;
    const going = this.run.rehearsal ? this.#rehearse(shown) : shown;
    if (!going) return nothing;
    this.#letGo();
    const answer = await send(going);
    this.waiting = this.#call.waiting;
    this.#call.waiting = undefined;
    this.#hasRead = true;
    return answer;
  }

  read = async (request: HttpRequest): Promise<HttpAnswer> => {
    // Thrown back to its beginning by one bad page, a long list would hardly ever end: a later page is asked for again by
    // itself. The first call has nothing to lose, its attempts are the step's.
    const isLater = this.#hasRead;
    for (let attempt = 1; ;) {
      if (!(await this.#ticketInPlace())) return nothing;
      this.#hasRead = true;
      this.#letGo();
      const answer = await this.#call.send(toStandIn(request, this.secret?.standIn), "reading");
      const { pool } = this.facts;
      if (this.#call.waiting) this.#call.waiting = undefined;
      else if (pool && answer.kind === "answered" && answer.status === 429)
        this.parts.gate.freeze(pool, retryAfterMs(answer.headers, this.parts.clock.now()));
      else {
        const next = isLater ? this.#again(answer, attempt++) : undefined;
        if (next?.kind !== "retry") return answer;
        await this.#pause(next.delayMs);
      }
    }
  };

  /** What follows from the failure of one call that reads: the step's own rule, for that call alone. */
  #again(answer: HttpAnswer, attempt: number): AfterFailure | undefined {
    const cause = causeOf(answer, this.parts.clock.now());
    if (!cause) return undefined;
    const { node, definition } = this.todo;
    const maxAttempts = attemptsOf(node, definition);
    const backoffSeconds = node.retry?.backoffSeconds ?? DEFAULT_BACKOFF_SECONDS;
    return afterFailure({ effect: "read", cause, attempt, maxAttempts, backoffSeconds, random: this.parts.random() });
  }

  /** So long, unless the step is to stop. */
  async #pause(ms: number): Promise<void> {
    const { clock } = this.parts;
    for (const until = clock.monotonic() + ms; clock.monotonic() < until;) {
      if (this.facts.cancellation.requested || this.lost || this.facts.stopping()) return;
      const poked = new Poke(this.run, this.facts.cancellation);
      await poked.within(until - clock.monotonic(), this.parts);
      poked.forget();
    }
  }

  /** Tells what a real run would send now; answers what goes out instead, if anything does. */
  #rehearse(request: HttpRequest): HttpRequest | undefined {
    const { told, request: going } = rehearse(request, this.facts.effect, this.secret?.standIn, this.#names);
    const shown = censor(told as unknown as JsonObject, this.secret?.censor ?? []) as unknown as Rehearsed;
    if (!this.run.log({ type: "step.rehearsed", ...here(this.todo, this.parts), ...shown })) this.lost = true;
    this.withheld = going === undefined;
    return this.lost ? undefined : going;
  }

  lookedUp = (name: string): void => void this.#names.add(name);

  progress = (done: number, total?: number): void => {
    this.#told = { done, ...(total !== undefined && { total }) };
    if (this.parts.clock.monotonic() - this.#toldAt >= TELL_MS) this.#tell();
  };

  /** Waits until there is a ticket; false: the step is to stop. */
  async #ticketInPlace(): Promise<boolean> {
    const { cancellation } = this.facts;
    for (;;) {
      if (cancellation.requested || this.lost) return false;
      if (this.#stops()) return false;
      const poked = new Poke(this.run, cancellation);
      try {
        const wait = await this.#call.takeTicket();
        if (!wait) {
          if (this.#toldWait) this.#tell();
          return true;
        }
        const ms = Math.max(LEAST_MS, wait.until - this.parts.clock.now());
        if (ms > TELL_MS && !this.#toldWait) this.#tell(wait);
        await poked.within(ms, this.parts);
      } finally {
        poked.forget();
      }
    }
  }

  #tell(wait?: TicketWait): void {
    this.#toldAt = this.parts.clock.monotonic();
    this.#toldWait = wait !== undefined;
    const waits = wait && { waitingFor: wait.reason, until: wait.until };
    const event = { type: "step.progressed" as const, ...here(this.todo, this.parts), ...this.#told, ...waits };
    if (!this.run.log(event)) this.lost = true;
  }
}

/** A ticket that cannot be kept (a full disk, say) is none: whoever asked for it waits and asks again. It is no failure. */
function patientGate({ gate, clock, surprise }: StepParts, { runId, stepKey: key }: CallFacts): CallParts["gate"] {
  return {
    take: (request) =>
      gate.take(request).catch((error: unknown) => {
        surprise(error, { runId, key });
        return { kind: "wait", reason: "limit", until: clock.now() + PORT_PAUSE_MS };
      }),
    isGood: (ticket) => gate.isGood(ticket),
    release: (ticket, how) => gate.release(ticket, how),
  };
}

/** Why a call failed; nothing where it did not, or where its step has to say what its answer means. */
function causeOf(answer: HttpAnswer, now: number): FailureCause | undefined {
  if (answer.kind === "notSent" || answer.kind === "cutOff") return { kind: answer.kind };
  if (answer.kind !== "answered" || (answer.status < 500 && answer.status !== 429)) return undefined;
  return { kind: "status", status: answer.status, retryAfterMs: retryAfterMs(answer.headers, now) ?? 0 };
}

/** A wake-up, also one that comes before anybody waits for it. */
class Poke {
  #came = false;
  #wake: () => void = () => {};
  readonly #forget: (() => void)[];

  constructor(run: RunAround, cancellation: Cancellation) {
    const poke = () => {
      this.#came = true;
      this.#wake();
    };
    this.#forget = [run.onPoke(poke), cancellation.onRequest(poke)];
  }

  /** Until it comes, or the time is over. */
  within(ms: number, { clock }: StepParts): Promise<void> {
    if (this.#came) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = clock.after(ms, resolve);
      this.#wake = () => {
        stop();
        resolve();
      };
    });
  }

  forget(): void {
    for (const forget of this.#forget) forget();
  }
}

/** The step ends without this call; what it says is not read. */
const nothing: Exclude<HttpAnswer, { kind: "answered" }> = {
  kind: "notSent",
  error: { code: "service.limited", values: {} },
};
