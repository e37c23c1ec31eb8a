import { sayStepError } from "@leeway/api";
import {
  Worker,
  workerDefaults,
  type Brakes,
  type Clock,
  type CodeHost,
  type Doubts,
  type Begun,
  type NewRun,
  type OnceKeeper,
  type RateGate,
  type RunFeed,
  type Wakeups,
  type WorkerParts,
  type WorkflowDocument,
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
import type { OpenDatabase } from "../adapters/database/database.js";
import { GuardedHttp } from "../adapters/http-client/guarded-http.js";
import { GuardedMail } from "../adapters/mail/guarded-mail.js";
import { Vault } from "../adapters/secrets/vault.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { runBounds } from "../config/bounds.js";
import { DATABASE, Settings } from "../config/settings.js";
import { withAdmission, type AdmissionParts } from "./admissions.js";
import type { SqliteChildRuns } from "./child-runs.js";
import { SecretsService } from "../credentials/secrets.service.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { resumeKey } from "./resume-key.js";

/**
 * A run that waits for an answer costs memory alone, 25 KB where data are small: many of them leave room for those that
 * other hosts answer. Not more, because one may also hold megabytes.
 */
const MOST_HELD = 2_000;

/** The worker of this process, and what signals need to reach runs. */
@Injectable()
export class WorkerService {
  readonly parts: WorkerParts;
  readonly #worker: Worker;
  readonly #log = new Logger("worker");
  readonly #admitting: AdmissionParts;
  #turn: Promise<void> | undefined;
  #healing: Promise<void> | undefined;
  #stopping = false;
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
    workspaces: WorkspaceScopeService,
    http: GuardedHttp,
    mail: GuardedMail,
    vault: Vault,
    settings: Settings,
    @Inject(DATABASE) { handle }: OpenDatabase,
  ) {
    const published = handle
      .prepare<[string, string], string | null>(
        "SELECT published_document_id FROM workflows WHERE id = ? AND workspace_id = ?",
      )
      .pluck();
    this.#admitting = {
      scopeOf: (workspaceId) => workspaces.scope(workspaceId),
      liveOf: ({ workflowId, workspaceId }) => store.document(published.get(workflowId, workspaceId) ?? ""),
    };
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
    this.#healing = this.store
      .healLimits(() => this.#stopping)
      .catch((error: unknown) => this.#log.error({ err: error, msg: "a limit of runs was not given to all" }));
  }

  /** Makes a run and drives it at once; resolves when it is committed. */
  async begin(run: NewRun, document: WorkflowDocument): Promise<Begun> {
    // What arrives in one turn of the event loop is computed in a row: computed one by one between reading requests, the
    // same steps took twice the time (315 instead of 255 µs a run at 50 connections), as each evicts the other's code.
    await this.#nextTurn();
    const admitting = withAdmission(run, document, this.#admitting);
    return await this.#worker.begin(admitting instanceof Promise ? await admitting : admitting, document);
  }

  /** The next turn of the event loop: the same for all who wait for it. */
  #nextTurn(): Promise<void> {
    this.#turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turn = undefined;
        resolve();
      });
    });
    return this.#turn;
  }

  get holding(): number {
    return this.#worker.holding;
  }

  /** Lets calls in flight end and everything else wait for the next start. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping = true;
    await Promise.all([this.#worker.stop(graceMs), this.#healing]);
  }
}
