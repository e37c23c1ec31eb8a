import { sayStepError } from "@leeway/api";
import {
  Worker,
  workerDefaults,
  type Brakes,
  type Clock,
  type CodeHost,
  type Doubts,
  type Begun,
  type Birth,
  type NewRun,
  type OnceKeeper,
  type RateGate,
  type RunFeed,
  type Wakeups,
  type WorkerParts,
  type WorkflowDocument,
  type WorkspaceScope,
} from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { runners } from "@leeway/nodes/run";
import { Inject, Injectable, Logger } from "@nestjs/common";
import { uuidv7 } from "uuidv7";
import {
  BRAKES,
  CHILD_RUNS,
  CLOCK,
  CODE_HOST,
  DOUBTS,
  ONCE,
  RATE_GATE,
  RUN_FEED,
  RUN_STORE,
  WAKEUPS,
} from "../adapters/engine.tokens.js";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { GuardedMail } from "../adapters/mail/guarded-mail.js";
import { Vault } from "../adapters/secrets/vault.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { runBounds } from "../config/bounds.js";
import { Settings } from "../config/settings.js";
import { withAdmission } from "./admissions.js";
import type { SqliteChildRuns } from "./child-runs.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import type { Answer, Respond } from "./answer.js";
import { Foresight } from "./foresight/foresight.js";
import type { Whole } from "./foresight/messages.js";
import { resumeKey } from "./resume-key.js";

/**
 * A run that waits for an answer costs memory alone, 25 KB where data are small: many of them leave room for those that
 * other hosts answer. Not more, because one may also hold megabytes.
 */
const MOST_HELD = 2_000;

/** So many that arrive at once are computed here: handing them over would take as long. */
const FEW = 3;
const none: readonly never[] = [];

/** A run that was made. `answer`: what its caller wants to hear, where that is known and `state` does not say it. */
export interface Answered extends Begun {
  answer?: Answer | undefined;
}

/** A run that is to begin with the next turn. */
interface Arrived {
  run: NewRun;
  document: WorkflowDocument;
  respond: Respond;
  resolve: (begun: Answered) => void;
  reject: (error: unknown) => void;
}

/** The worker of this process, and what signals need to reach runs. */
@Injectable()
export class WorkerService {
  readonly parts: WorkerParts;
  readonly #worker: Worker;
  readonly #log = new Logger("worker");
  readonly #scopeOf: (workspaceId: string) => Promise<WorkspaceScope>;
  readonly #foresight: Foresight;
  #arrived: Arrived[] = [];
  /** Faults of our own since the start. */
  surprises = 0;

  constructor(
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(WAKEUPS) wakeups: Wakeups,
    @Inject(RUN_FEED) feed: RunFeed,
    @Inject(RATE_GATE) gate: RateGate,
    @Inject(BRAKES) brakes: Brakes,
    @Inject(CLOCK) clock: Clock,
    @Inject(ONCE) once: OnceKeeper,
    @Inject(DOUBTS) doubts: Doubts,
    @Inject(CODE_HOST) code: CodeHost,
    @Inject(CHILD_RUNS) children: SqliteChildRuns,
    secrets: SecretsService,
    private readonly workspaces: WorkspaceScopeService,
    http: GuardedHttp,
    mail: GuardedMail,
    vault: Vault,
    settings: Settings,
  ) {
    this.#scopeOf = (workspaceId) => workspaces.scope(workspaceId);
    const random = () => Math.random();
    const surprise: WorkerParts["surprise"] = (error, where) => {
      this.surprises += 1;
      this.#log.error({ ...where, err: error, msg: "fault while running" });
    };
    // One language for all: what a workflow sends on must not depend on who looks at it.
    const sayError: WorkerParts["sayError"] = (error) => sayStepError(error, "en").message;
    const callbackUrl: WorkerParts["callbackUrl"] = (publicUrl, runId, key) =>
      `${publicUrl}/hooks/resume/${resumeKey(vault, runId, key)}`;
    const ports = {
      store,
      brakes,
      wakeups,
      feed,
      gate,
      clock,
      secrets,
      workspaces,
      http,
      mail,
      once,
      doubts,
      code,
      children,
      callbackUrl,
    };
    this.parts = { ...ports, bounds: runBounds(settings.environment), catalogue, runners, random, sayError, surprise };
    this.#worker = new Worker(this.parts, { ...workerDefaults, name: uuidv7(), most: MOST_HELD });
    this.#foresight = new Foresight(this.parts.bounds);
    children.beginWith((run, document) => this.begin(run, document));
  }

  /**
   * Frees what the last process held. Before listening: a run that is accepted from then on is held by this process, and
   * its lease must not be voided along with the old ones.
   */
  async takeOver(): Promise<void> {
    const freed = await this.store.voidLeases();
    if (freed > 0) this.#log.log({ msg: "runs of the last process go on", runs: freed });
  }

  /** Drives what waits, then whatever comes. After listening: steps may call the own sandbox. */
  start(): void {
    this.#worker.start();
  }

  /** Makes a run and drives it at once; resolves when it is committed. `respond`: what its caller wants to hear. */
  begin(run: NewRun, document: WorkflowDocument, respond: Respond = "accepted"): Promise<Answered> {
    return new Promise((resolve, reject) => {
      if (this.#arrived.push({ run, document, respond, resolve, reject }) === 1) setImmediate(() => this.#beginAll());
    });
  }

  /**
   * What arrives in one turn of the event loop is computed in a row: computed one by one between reading requests, the
   * same steps took twice the time (315 instead of 255 µs a run at 50 connections), as each evicts the other's code.
   */
  #beginAll(): void {
    const arrived = this.#arrived;
    this.#arrived = [];
    for (const one of arrived) if (arrived.length <= FEW || !this.#foreseen(one)) void this.#beginHere(one);
    this.#foresight.send();
  }

  #foreseen(arrived: Arrived): boolean {
    const { run, document, respond } = arrived;
    if (document.settings.concurrency || !this.#worker.movesAtOnce(run)) return false;
    const done = (whole: Whole | undefined) => {
      // Stopped meanwhile, by people or with the server.
      if (whole && this.#worker.movesAtOnce(run)) void this.#keep(arrived, whole);
      else void this.#beginHere(arrived);
    };
    const scope = () => this.workspaces.scopeNow(run.workspaceId);
    return this.#foresight.takes({ run, document, scope, respond, done });
  }

  async #beginHere({ run, document, resolve, reject }: Arrived): Promise<void> {
    try {
      const admitting = withAdmission(run, document, this.#scopeOf);
      resolve(await this.#worker.begin(admitting instanceof Promise ? await admitting : admitting, document));
    } catch (error) {
      reject(error);
    }
  }

  async #keep({ run, resolve, reject }: Arrived, { log, summary, answer }: Whole): Promise<void> {
    try {
      const birth: Birth = { worker: "", leaseMs: 0, events: none, summary, release: true };
      const made = await this.store.createWritten(run, birth, log);
      if (made.duplicate) return resolve(made);
      const { id: runId, workflowId, workspaceId } = run;
      this.parts.feed.announce({ runId, workflowId, workspaceId, seq: log.lastSeq, status: summary.status });
      resolve({ runId, duplicate: false, answer });
    } catch (error) {
      reject(error);
    }
  }

  get holding(): number {
    return this.#worker.holding;
  }

  /** Lets calls in flight end and everything else wait for the next start. */
  async stop(graceMs: number): Promise<void> {
    await this.#foresight.stop();
    await this.#worker.stop(graceMs);
  }
}
