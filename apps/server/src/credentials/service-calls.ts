import {
  censor,
  GuardedCall,
  type Cancellation,
  type Clock,
  type HttpAnswer,
  type HttpRequest,
  type Json,
  type JsonObject,
  type Lane,
  type MailRequest,
  type OpenSecret,
  type RateGate,
  type StepError,
  type StepOutcome,
  type Wakeups,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { runners } from "@leeway/nodes/run";
import { Inject, Injectable } from "@nestjs/common";
import { uuidv7 } from "uuidv7";
import { CLOCK, RATE_GATE, WAKEUPS } from "../adapters/engine.tokens.js";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { GuardedMail } from "../adapters/mail/guarded-mail.js";

/** Of the call alone. */
const CALL_MS = 15_000;
/** A person looks at a spinner: rather a clear answer than a longer wait for the limiter. */
const PATIENCE_MS = 12_000;
/** Looks for a ticket at least so often: a wake-up may be lost. */
const LOOK_MS = 500;

const never: Cancellation = { requested: false, onRequest: () => () => {} };
const atOnce = { lane: "critical", ms: PATIENCE_MS, cancellation: never } as const;

const refuse = () => Promise.reject(new Error("who only asks a service reaches nothing else"));
const noReach = { runDays: 0, once: refuse, code: refuse, child: { start: refuse, outcome: refuse, runId: undefined } };

/** For whom a call is made, with what. */
export interface Asker {
  workspaceId: string;
  secret: OpenSecret;
  timezone?: string;
  /** Where the call may be made again: the same name is the same call. */
  id?: string;
  /** Nobody looks at a spinner: how it stands in the limiter's line, how long it waits there, and who may end it. */
  patient?: { lane: Lane; ms: number; cancellation: Cancellation };
}

/**
 * Calls outside of runs that only read: a test of a credential, the choices of a picker, for which a person waits, and what
 * triggers look for by themselves. They use the same limiter.
 */
@Injectable()
export class ServiceCalls {
  constructor(
    @Inject(RATE_GATE) private readonly gate: RateGate,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WAKEUPS) private readonly wakeups: Wakeups,
    private readonly http: GuardedHttp,
    private readonly mail: GuardedMail,
  ) {}

  /** Does what a step of this type does, once, without retries. */
  async ask(type: string, params: JsonObject, asker: Asker): Promise<StepOutcome> {
    const { secret, timezone = "UTC" } = asker;
    const [definition, runner] = [catalogue.get(type), runners.get(type)];
    if (!definition || !runner) return failed({ code: "node.unknownType", values: { type } });
    const runId = asker.id ?? `ask_${uuidv7()}`;
    const tools = { secret, now: this.clock.now(), timezone, runId, stepKey: "ask" };
    const http = (request: HttpRequest) => this.#make(asker, runId, (call) => call.send(request));
    const mail = (request: MailRequest) => this.#make(asker, runId, (call) => call.mail(request));
    const outcome = await runner.run(
      params,
      { ...tools, ...noReach, http, mail, read: http, progress: () => {} },
      definition,
    );
    if (outcome.kind === "failed" && outcome.cause.kind === "status" && outcome.cause.status === 429 && secret.pool)
      this.gate.freeze(secret.pool, outcome.cause.retryAfterMs);
    // A far end may repeat what it was sent, in its refusal too.
    return censor(outcome as unknown as Json, secret.censor) as unknown as StepOutcome;
  }

  /** What steps remember of this account's lists is read anew by the next one. */
  forget(type: string, secret: OpenSecret): void {
    runners.get(type)?.forget?.(secret);
  }

  async #make<Answer>(
    { secret, workspaceId, patient = atOnce }: Asker,
    runId: string,
    send: (call: GuardedCall) => Promise<Answer>,
  ): Promise<Answer | NoAnswer> {
    const call = new GuardedCall(
      { gate: this.gate, http: this.http, mail: this.mail, clock: this.clock },
      {
        pool: secret.pool,
        lane: patient.lane,
        workspaceId,
        runId,
        stepKey: "ask",
        callMs: CALL_MS,
        allowedHosts: secret.allowedHosts,
        effect: "read",
        cancellation: patient.cancellation,
      },
    );
    const until = this.clock.monotonic() + patient.ms;
    for (;;) {
      const wait = await call.takeTicket();
      if (!wait) {
        const answer = await send(call);
        call.giveBack();
        if (!call.waiting) return answer;
        call.waiting = undefined;
      }
      const left = patient.cancellation.requested ? 0 : until - this.clock.monotonic();
      // A pause ends when somebody ends it, a freeze when it is said to end; in the line a ticket may come any time.
      const hopeless = wait !== undefined && wait.reason !== "limit" && wait.until - this.clock.now() > left;
      if (left <= 0 || hopeless) {
        // Others would wait for one that never comes.
        this.gate.leave(runId);
        return wait?.reason === "pause" ? paused : limited;
      }
      await this.#nudge(runId, Math.min(left, LOOK_MS));
    }
  }

  /** Until a ticket is bound to this caller, at most so long. */
  #nudge(runId: string, ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        forget();
        stop();
        resolve();
      };
      const forget = this.wakeups.onNudge((nudged) => nudged === runId && done());
      const stop = this.clock.after(ms, done);
    });
  }
}

const failed = (error: StepError): StepOutcome => ({ kind: "failed", error, cause: { kind: "final" } });
type NoAnswer = Exclude<HttpAnswer, { kind: "answered" }>;
const limited: NoAnswer = { kind: "notSent", error: { code: "service.limited", values: {} } };
const paused: NoAnswer = { kind: "notSent", error: { code: "service.paused", values: {} } };
