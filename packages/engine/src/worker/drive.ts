import type { Claim, RunRecord, WorkspaceScope } from "../ports.js";
import { makePlan, type Plan } from "../plan/plan.js";
import type { RunEventBody } from "../run/events.js";
import { decide, type Decision } from "../run/decide.js";
import { giveUp } from "../run/give-up.js";
import { scopeOf, type ScopeFacts } from "../run/scope.js";
import { CancelSwitch } from "./cancel-switch.js";
import type { WorkerParts } from "./parts.js";
import { computeStep, performStep, type RunAround, type StepToDo } from "./perform-step.js";
import { RunLog } from "./run-log.js";

export const LONGEST_RUN_MS = 30 * 24 * 3_600_000;
const MOST_CLAIMS = 5;
const STORE_PAUSE_MS = 1_000;
/** A port that throws (a full disk, say) is asked again after this long. */
const PORT_PAUSE_MS = 5_000;

/** When the run wants to be taken again, for its worker's timer; 0 or nothing when it does not. */
export type Rest = { dueAt: number } | undefined;

/** Moves one held run until it finishes or has to wait: decides, starts steps, appends, in small turns. */
export class Drive {
  readonly #log: RunLog;
  readonly #plan: Plan;
  readonly #inFlight = new Map<string, CancelSwitch>();
  #poked = false;
  #woken = true;
  #stopping = false;
  #wake: () => void = () => {};

  constructor(
    private readonly record: RunRecord,
    readonly claim: Claim,
    private readonly parts: WorkerParts,
  ) {
    this.#log = new RunLog(record, claim, parts.store, parts.feed);
    this.#plan = makePlan(record.document, parts.catalogue);
  }

  /** Somebody appended to the log, or a ticket is there. */
  poke(): void {
    this.#poked = true;
    this.#wake();
  }

  get poked(): boolean {
    return this.#poked;
  }

  /** Starts nothing new, lets calls in flight end, lets the run go. */
  stop(): void {
    this.#stopping = true;
    this.#wake();
  }

  /** The lease is gone: nothing may be written or sent any more. */
  lose(): void {
    this.#log.letGo();
    for (const cancellation of this.#inFlight.values()) cancellation.request();
    this.#wake();
  }

  async run(): Promise<Rest> {
    this.#endWhatMustNotGoOn();
    while (!this.#log.lost) {
      if (this.#poked) {
        this.#poked = false;
        this.#woken = true;
        await this.#log.catchUp();
      }
      const { clock } = this.parts;
      const inFlight = new Set(this.#inFlight.keys());
      const decision = decide(this.#plan, this.#log.state, { now: clock.now(), inFlight, woken: this.#woken });
      this.#woken = false;
      if (await this.#act(decision)) continue;
      if (!this.#log.hasEntries && this.#inFlight.size > 0) {
        await this.#turn();
        continue;
      }
      const rest = await this.#flush(decision);
      if (rest) return rest;
    }
    return undefined;
  }

  #endWhatMustNotGoOn(): void {
    const { state } = this.#log;
    const now = this.parts.clock.now();
    const crashed = this.claim.claims > MOST_CLAIMS;
    if (state.finishedAt !== undefined || (!crashed && now - state.createdAt <= LONGEST_RUN_MS)) return;
    const code = crashed ? "run.crashed" : "run.tooLong";
    for (const event of giveUp(this.#plan, state, { code, values: {} }, now)) this.#log.add(event, { decided: true });
  }

  /** Does what was decided; answers whether to decide again at once. */
  async #act({ events, start, abort }: Decision): Promise<boolean> {
    for (const event of events) this.#log.add(event, { decided: true });
    if (events.length > 0) return true;
    for (const key of abort) this.#inFlight.get(key)?.request();
    if (start.length === 0 || this.#stopping) return false;
    const workspace = await this.parts.workspaces.scope(this.record.workspaceId);
    for (const one of start) this.#start(one, workspace);
    return true;
  }

  /** Stores what there is; when nothing is under way any more, lets the run go and answers when it goes on. */
  async #flush({ wakeAt, start }: Decision): Promise<Rest> {
    const release = this.#inFlight.size === 0;
    const dueAt = release && start.length === 0 ? (wakeAt ?? 0) : 0;
    try {
      return (await this.#log.flush(dueAt, release)) ? { dueAt } : undefined;
    } catch (error) {
      // A full disk, for example. Nothing was kept, nothing is lost: what is to be sent waits for its intent.
      this.parts.surprise(error, { runId: this.record.id });
      await this.#turn(STORE_PAUSE_MS);
      return undefined;
    }
  }

  /** Until something happens: a step ends, a poke, or the time is over. */
  #turn(ms?: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = ms === undefined ? undefined : this.parts.clock.after(ms, () => this.#wake());
      this.#wake = () => {
        stop?.();
        this.#wake = () => {};
        resolve();
      };
      if (this.#poked && ms === undefined) this.#wake();
    });
  }

  #start({ key, nodeId, attempt }: Decision["start"][number], workspace: WorkspaceScope): void {
    const found = this.#plan.nodes.get(nodeId);
    if (!found) return;
    const todo: StepToDo = {
      key,
      node: found.node,
      definition: found.definition,
      attempt,
      before: this.#log.state.steps.get(key),
      scope: scopeOf(this.#plan, this.#log.state, nodeId, this.#facts(workspace)),
    };
    const around = this.#around();
    const { parts } = this;
    if (found.definition?.kind === "logic") {
      const event = computeStep(todo, around, parts);
      if (!(event instanceof Promise)) return this.#log.add(event);
      return this.#follow(key, new CancelSwitch(), event);
    }
    const cancellation = new CancelSwitch();
    this.#follow(key, cancellation, performStep(todo, around, cancellation, parts));
  }

  #follow(key: string, cancellation: CancelSwitch, ending: Promise<RunEventBody | undefined>): void {
    this.#inFlight.set(key, cancellation);
    void ending
      .catch((error: unknown): RunEventBody | undefined => {
        this.parts.surprise(error, { runId: this.record.id, key });
        // After its start was logged, `decide` treats it like a step whose process died: a `create` becomes a doubt.
        if (this.#log.state.steps.get(key)?.status === "running") return undefined;
        const at = this.parts.clock.now();
        const failure = { code: "step.internal" as const, values: {}, nodeId: key };
        return { type: "step.retrying", at, key, nodeId: key, error: failure, until: at + PORT_PAUSE_MS };
      })
      .then((event) => {
        this.#inFlight.delete(key);
        if (event) this.#log.add(event);
        this.#wake();
      });
  }

  #around(): RunAround {
    const { id, workspaceId, document } = this.record;
    return {
      runId: id,
      workspaceId,
      rehearsal: this.#log.state.rehearsal,
      lane: document.settings.lane ?? "normal",
      responded: () => this.#log.state.respondedBy !== undefined,
      log: (event) => {
        this.#log.add(event);
        this.#wake();
      },
      commit: (event) =>
        new Promise((settled) => {
          this.#log.add(event, { decided: false, settled });
          this.#wake();
        }),
    };
  }

  #facts(workspace: WorkspaceScope): ScopeFacts {
    const { id, workflowId, workflowName, document } = this.record;
    const { state } = this.#log;
    return {
      workspace,
      run: { id, startedAt: state.startedAt ?? state.createdAt, url: `${workspace.publicUrl}/runs/${id}` },
      workflow: { id: workflowId, name: workflowName },
      now: this.parts.clock.now(),
      timezone: document.settings.timezone ?? workspace.timezone,
    };
  }
}
