import { DAY_MS } from "../bounds.js";
import { PARKED_AT, type Claim, type RunRecord, type WorkspaceScope } from "../ports.js";
import { makePlan, type Plan, type PlanNode } from "../plan/plan.js";
import type { RunEventBody } from "../run/events.js";
import { Course } from "../run/course.js";
import { decide, type Decision } from "../run/decide.js";
import { giveUp } from "../run/give-up.js";
import { roundOf } from "../run/rounds.js";
import { itemScope, outputsBefore, stepScope, type ScopeFacts } from "../run/scope.js";
import type { RunState, StepState } from "../run/state.js";
import { collectItem } from "./collect.js";
import { CancelSwitch } from "./cancel-switch.js";
import { ChildrenLeft } from "./children-left.js";
import { checkDoubt } from "./check-doubt.js";
import { MOST_CLAIMS } from "./crashed.js";
import { DoubtWatch } from "./doubt-watch.js";
import type { WorkerParts } from "./parts.js";
import { computeStep, performStep, type RunAround, type StepToDo } from "./perform-step.js";
import { RunLog, type Unborn } from "./run-log.js";

const STORE_PAUSE_MS = 1_000;
/** A port that throws (a full disk, say) is asked again after this long. */
const PORT_PAUSE_MS = 5_000;
/** After so long without a pause others have their turn: hundreds of steps that only compute would hold the process. */
const LONGEST_BREATH_MS = 5;
const MOST_TURNS_PER_NODE = 10;

const nothing: ReadonlySet<string> = new Set();

/** When the run wants to be taken again, for its worker's timer; 0 or nothing when it does not. */
export type Rest = { dueAt: number } | undefined;

/** Moves one held run until it finishes or has to wait: decides, starts steps, appends, in small turns. */
export class Drive {
  readonly #log: RunLog;
  readonly #plan: Plan;
  #course: Course | undefined;
  readonly #inFlight = new Map<string, CancelSwitch>();
  readonly #doubts: DoubtWatch;
  /** What variables and fields are: read for steps about to start, and good until the run waits for something. */
  #scope: WorkspaceScope | undefined;
  #breath = 0;
  /** Since something was waited for, or stored. */
  #turns = 0;
  #poked = false;
  #parked = false;
  #pokes = 0;
  #woken = true;
  #stopping = false;
  #braked = false;
  /** A step of it may stand in a line of the limiter. */
  #lined: boolean;
  #wake: () => void = () => {};
  readonly #children: ChildrenLeft;
  /** Steps that wait in place, for a ticket between two of their calls. */
  readonly #waiters = new Set<() => void>();

  constructor(
    private readonly record: RunRecord,
    readonly claim: Claim,
    private readonly parts: WorkerParts,
    unborn?: Unborn,
  ) {
    this.#log = new RunLog(record, claim, parts.store, parts.feed, unborn, (runId) => parts.wakeups.nudge(runId));
    this.#plan = makePlan(record.document, parts.catalogue);
    this.#doubts = new DoubtWatch((nodeId) => {
      const type = this.#plan.nodes.get(nodeId)?.node.type;
      return type !== undefined && parts.runners.get(type)?.settle !== undefined;
    });
    this.#children = new ChildrenLeft(this.#plan, record.id, parts.children);
    this.#breath = parts.clock.monotonic();
    this.#lined = [...this.#log.state.steps.values()].some(({ waitingFor = "retry" }) => waitingFor !== "retry");
  }

  /** Somebody appended to the log, or a ticket is there. */
  poke(): void {
    this.#poked = true;
    this.#pokes += 1;
    this.#wake();
    for (const waiter of this.#waiters) waiter();
  }

  /** Nothing of the run is stored yet, its lease neither. */
  get unborn(): boolean {
    return this.#log.unborn;
  }

  get poked(): boolean {
    return this.#poked;
  }

  /** Starts nothing new, lets calls in flight end, lets the run go. */
  stop(): void {
    this.#stopping = true;
    this.#doubts.stop();
    this.#wake();
    for (const waiter of this.#waiters) waiter();
  }

  /** People have stopped its workflow: as with `stop`, and the run is parked; or they let it go on. */
  brake(on: boolean): void {
    if (this.#braked === on) return;
    this.#braked = on;
    this.#wake();
    for (const waiter of this.#waiters) waiter();
  }

  /** The run was let go to be resumed by people alone. */
  get parked(): boolean {
    return this.#parked;
  }

  /** The workflow of the run, for those who stop it. */
  get where(): { workspaceId: string; workflowId: string } {
    return this.record;
  }

  get #startsNothing(): boolean {
    return this.#stopping || this.#braked;
  }

  /** The lease is gone: nothing may be written or sent any more. */
  lose(): void {
    this.#log.letGo();
    this.#wake();
  }

  /** Until the run rests or belongs to somebody else. Rejects for a fault of our own only, never for a port's. */
  async run(): Promise<Rest> {
    try {
      while (!this.#log.lost) {
        if (this.parts.clock.monotonic() - this.#breath >= LONGEST_BREATH_MS) await this.#breathe();
        if (this.#poked) await this.#readSignals();
        const going = this.#go();
        const rest = going && (await going);
        if (rest) return rest;
      }
      return undefined;
    } finally {
      for (const cancellation of this.#inFlight.values()) cancellation.request();
      this.#doubts.stop();
    }
  }

  async #breathe(): Promise<void> {
    const { clock } = this.parts;
    // Whoever waits for the run to be accepted does not wait for a long calculation.
    // And a loop of a hundred thousand items is not kept in memory until its end.
    if (this.#log.unborn) await this.#log.flush(0, false);
    else if (this.#log.hasEntries) await this.#ask(() => this.#log.flush(0, false));
    await new Promise<void>((resolve) => void clock.after(0, resolve));
    this.#turns = 0;
    this.#breath = clock.monotonic();
  }

  async #readSignals(): Promise<void> {
    this.#poked = false;
    this.#doubts.lookAgain();
    this.#woken = true;
    this.#turns = 0;
    const read = await this.#ask(() => this.#log.catchUp().then(() => true));
    if (!read) this.#poked = true;
  }

  /**
   * One turn. From the decision to what is done about it nothing is awaited: in between, a step might fail that forbids
   * the others to begin. Answers nothing where the next turn follows at once.
   */
  #go(): Promise<Rest> | undefined {
    this.#turns += 1;
    // Each step takes a few turns. More of them are a fault of ours, which must not take the whole process along.
    if (this.#turns > MOST_TURNS_PER_NODE * (this.#plan.nodes.size + 10))
      throw new Error("deciding never comes to rest");
    const decision = this.#decide();
    const left = this.#children.leftBy(decision.events, this.#log.state);
    if (left.length > 0) return this.#ask(() => this.#children.cancel(left)).then(() => undefined);
    for (const event of decision.events) {
      // An item less: as many as a run may have, their turns are no sign of going in circles.
      if (event.type === "item.settled") this.#turns = 0;
      this.#log.add(event, { redo: true });
    }
    if (decision.events.length > 0) return undefined;
    for (const key of decision.abort) this.#inFlight.get(key)?.request();
    const doubts = this.#doubtsDue();
    if (decision.start.length + decision.collect.length + doubts.length > 0 && !this.#startsNothing) {
      if (this.#log.unborn && decision.start.some(({ nodeId }) => this.#hasEffect(nodeId))) {
        return this.#log.flush(0, false).then(() => undefined);
      }
      if (!this.#scope) return this.#readScope();
      this.#collect(decision.collect, this.#scope);
      this.#startAll(decision.start, this.#scope);
      this.#checkAll(doubts, this.#scope);
      return undefined;
    }
    this.#woken = false;
    this.#scope = undefined;
    if (this.#log.hasEntries || this.#rests) return this.#flush(decision);
    return this.#turnUntil(this.#nextAt(decision)).then(() => undefined);
  }

  /** Nothing of the run is under way; of one that has ended nobody needs to know what became of a doubt. */
  get #rests(): boolean {
    if (this.#inFlight.size > 0) return false;
    return !this.#doubts.busy || this.#log.state.finishedAt !== undefined;
  }

  #doubtsDue(): StepState[] {
    const { state } = this.#log;
    return this.#course ? this.#doubts.due(state, this.#course.doubts, this.parts.clock.now()) : [];
  }

  /** When there is something to do again: a wait is over, a doubt is to be looked into. */
  #nextAt({ wakeAt }: Decision): number | undefined {
    const nextAt = this.#log.state.finishedAt === undefined ? this.#doubts.nextAt : undefined;
    if (wakeAt === undefined || nextAt === undefined) return wakeAt ?? nextAt;
    return Math.min(wakeAt, nextAt);
  }

  async #readScope(): Promise<undefined> {
    this.#scope = await this.#ask(() => this.parts.workspaces.scope(this.record.workspaceId));
  }

  #hasEffect(nodeId: string): boolean {
    return this.#plan.nodes.get(nodeId)?.definition?.kind !== "logic";
  }

  #decide(): Decision {
    const { state } = this.#log;
    const now = this.parts.clock.now();
    const inFlight = this.#inFlight.size > 0 ? new Set(this.#inFlight.keys()) : nothing;
    const code = inFlight.size > 0 ? undefined : this.#reasonToGiveUp(state, now);
    if (code) {
      const values = code === "run.tooLong" ? { days: this.parts.bounds.runDays } : {};
      return { events: giveUp(this.#plan, state, { code, values }, now), start: [], collect: [], abort: [] };
    }
    return decide(this.#plan, state, { now, inFlight, woken: this.#woken }, this.#followed());
  }

  /** The course, after a look at what the log has more of than at the last decision. */
  #followed(): Course {
    const touched = this.#log.takeTouched();
    if (!this.#course || !touched) this.#course = new Course(this.#plan, this.#log.state);
    else for (const key of touched) this.#course.look(key);
    return this.#course;
  }

  get #longestMs(): number {
    return this.parts.bounds.runDays * DAY_MS;
  }

  #reasonToGiveUp({ finishedAt, createdAt }: RunState, now: number): "run.crashed" | "run.tooLong" | undefined {
    if (finishedAt !== undefined) return undefined;
    if (this.claim.claims > MOST_CLAIMS) return "run.crashed";
    return now - createdAt > this.#longestMs ? "run.tooLong" : undefined;
  }

  /** Stores what there is; when nothing is under way any more, lets the run go and answers when it goes on. */
  async #flush(decision: Decision): Promise<Rest> {
    if (this.#log.hasEntries) this.#turns = 0;
    const release = this.#rests;
    const { start, collect } = decision;
    const goesOn = start.length + collect.length + this.#doubtsDue().length > 0;
    const parks = release && goesOn && this.#braked && !this.#stopping;
    const dueAt = parks ? PARKED_AT : release && start.length === 0 ? this.#wakingAt(this.#nextAt(decision)) : 0;
    if (!(await this.#ask(() => this.#log.flush(dueAt, release)))) return undefined;
    this.#parked = parks;
    // Nobody comes for a ticket: others may have it.
    const ended = !this.#log.lost && this.#log.state.finishedAt !== undefined;
    if (this.#lined && (parks || ended)) this.parts.gate.leave(this.record.id);
    return { dueAt };
  }

  /** Who waits for a word alone is looked at when the run has become too long. */
  #wakingAt(wakeAt: number | undefined): number {
    if (wakeAt === undefined) return 0;
    return Math.min(wakeAt, this.#log.state.createdAt + this.#longestMs + 1);
  }

  /** The results of items that have come through. */
  #collect(items: Decision["collect"], workspace: WorkspaceScope): void {
    for (const { key, nodeId, index } of items) {
      const found = this.#plan.nodes.get(nodeId);
      const scope = itemScope(this.#plan, this.#log.state, key, index, this.#facts(workspace));
      const ended = collectItem(found?.node.params["collect"] ?? null, scope);
      this.#log.add({ type: "item.settled", at: this.parts.clock.now(), key, nodeId, index, ...ended }, { redo: true });
      this.#turns = 0;
    }
  }

  /** Asks a port. When it cannot (a full disk, say) nothing was kept and nothing is lost: after a pause it is asked again. */
  async #ask<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.parts.surprise(error, { runId: this.record.id });
      // A new run is kept before anybody waits.
      if (this.#log.unborn) await this.#log.flush(0, false);
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
      if ((this.#poked && ms === undefined) || this.#log.lost) this.#wake();
      else this.#turns = 0;
    });
  }

  /** The same, at the latest at a time, and at once where it has happened already. */
  #turnUntil(at: number | undefined): Promise<void> {
    if (this.#poked) return Promise.resolve();
    if (at === undefined || at === Infinity) return this.#turn();
    return this.#turn(Math.max(1, at - this.parts.clock.now()));
  }

  #startAll(start: Decision["start"], workspace: WorkspaceScope): void {
    this.#woken = false;
    this.#log.hold();
    for (const one of start) {
      const found = this.#plan.nodes.get(one.nodeId);
      if (!found) continue;
      try {
        this.#start(one, found, workspace);
      } catch (error) {
        this.parts.surprise(error, { runId: this.record.id, key: one.key });
        const { key, nodeId } = one;
        const failure = { code: "step.internal" as const, values: {}, nodeId };
        const at = this.parts.clock.now();
        this.#log.add({ type: "step.failed", at, key, nodeId, error: failure, handled: found.node.onError ?? "stop" });
      }
    }
  }

  #start({ key, nodeId, attempt }: Decision["start"][number], found: PlanNode, workspace: WorkspaceScope): void {
    const { parts } = this;
    const todo = this.#todo({ key, nodeId, attempt }, found, workspace);
    const around = this.#around();
    const cancellation = new CancelSwitch();
    if (todo.definition?.kind !== "logic")
      return this.#await({ key, nodeId }, cancellation, performStep(todo, around, cancellation, parts));
    const event = computeStep(todo, around, parts);
    if (event instanceof Promise) this.#await({ key, nodeId }, cancellation, event);
    else this.#log.add(event, { redo: true });
  }

  #todo({ key, nodeId, attempt }: Decision["start"][number], found: PlanNode, workspace: WorkspaceScope): StepToDo {
    const { node, definition } = found;
    const { state } = this.#log;
    const scope = stepScope(this.#plan, state, key, this.#facts(workspace));
    const known = () => outputsBefore(this.#plan, state, key);
    const body = this.#plan.frames.get(nodeId)?.nodes.map((inside) => inside.node.id);
    const before = state.steps.get(key);
    const round = roundOf(this.#plan, state, key);
    return { key, node, definition, attempt, before, scope, known, round, ...(body && { body }) };
  }

  /** Looks into what became of steps that nobody knows the outcome of. Holds nothing else up, and is no attempt. */
  #checkAll(steps: readonly StepState[], workspace: WorkspaceScope): void {
    for (const before of steps) {
      const { key, nodeId, attempts: attempt } = before;
      const found = this.#plan.nodes.get(nodeId);
      if (!found) continue;
      const todo = { ...this.#todo({ key, nodeId, attempt }, found, workspace), before };
      void checkDoubt(todo, this.#around(), this.#doubts.begin(key), this.parts)
        .catch((error: unknown): RunEventBody => {
          this.parts.surprise(error, { runId: this.record.id, key });
          const failure = { code: "step.internal" as const, values: {}, nodeId };
          return { type: "step.checked", at: this.parts.clock.now(), key, nodeId, found: [], error: failure };
        })
        .then((event) => {
          this.#doubts.ended(key);
          const { state } = this.#log;
          const step = state.steps.get(key);
          // Meanwhile a person may have said more than any look could find.
          const open = step?.status === "unknown" && step.attempts === attempt && state.finishedAt === undefined;
          if (event && open) this.#log.add(event, { redo: true });
          this.#wake();
        });
    }
  }

  #await(
    { key, nodeId }: { key: string; nodeId: string },
    cancellation: CancelSwitch,
    ending: Promise<RunEventBody | undefined>,
  ): void {
    this.#inFlight.set(key, cancellation);
    const pokes = this.#pokes;
    void ending
      .catch((error: unknown): RunEventBody | undefined => {
        this.parts.surprise(error, { runId: this.record.id, key });
        // After its start was logged, `decide` treats it like a step whose process died: a `create` becomes a doubt.
        if (this.#log.state.steps.get(key)?.status === "running") return undefined;
        const at = this.parts.clock.now();
        const failure = { code: "step.internal" as const, values: {}, nodeId };
        return { type: "step.retrying", at, key, nodeId, error: failure, until: at + PORT_PAUSE_MS };
      })
      .then((event) => {
        this.#inFlight.delete(key);
        // The ticket may have come before the wait for it was logged.
        if (event?.type === "step.waiting") {
          this.#lined = true;
          if (this.#pokes > pokes) this.#woken = true;
        }
        // A run that it may have started is to end first: `decide` says the same once more.
        const left = event?.type === "step.cancelled" && this.#children.mayStart(nodeId);
        if (event && !left) this.#log.add(event);
        this.#wake();
      });
  }

  #around(): RunAround {
    const { id, workspaceId, workflowId, document } = this.record;
    const { origin, replayOf } = this.#log.state;
    return {
      runId: id,
      origin: origin ?? replayOf ?? id,
      workspaceId,
      workflowId,
      depth: this.#log.state.parent?.depth ?? 0,
      rehearsal: this.#log.state.rehearsal,
      lane: document.settings.lane ?? "normal",
      responded: () => this.#log.state.respondedBy !== undefined,
      stopping: () => this.#startsNothing,
      onPoke: (waiter) => {
        this.#lined = true;
        this.#waiters.add(waiter);
        return () => this.#waiters.delete(waiter);
      },
      log: (event) => {
        const kept = this.#log.add(event);
        this.#wake();
        return kept;
      },
      commit: (event) =>
        new Promise((settled) => {
          this.#log.add(event, { redo: true, settled });
          this.#wake();
        }),
    };
  }

  #facts(workspace: WorkspaceScope): ScopeFacts {
    const { id, workflowId, workflowName, document } = this.record;
    const { state } = this.#log;
    return {
      workspace,
      run: {
        id,
        startedAt: state.startedAt ?? state.createdAt,
        url: `${workspace.publicUrl}/runs/${id}`,
        callbackUrl: (key) => this.parts.callbackUrl(workspace.publicUrl, id, key),
      },
      workflow: { id: workflowId, name: workflowName },
      now: this.parts.clock.now(),
      timezone: document.settings.timezone ?? workspace.timezone,
      sayError: this.parts.sayError,
    };
  }
}
