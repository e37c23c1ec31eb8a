import { PARKED_AT, type Claim, type RunRecord, type StopScope, type WorkspaceScope } from "../ports.js";
import { makePlan, type Plan } from "../plan/plan.js";
import type { Decision } from "../run/decide.js";
import { isOverrulable } from "../run/overrulable.js";
import type { RunState, StepState } from "../run/state.js";
import { ChildrenLeft } from "./children-left.js";
import { Deciding } from "./deciding.js";
import { Hearing } from "./hearing.js";
import { Nap } from "./nap.js";
import { restsUntil } from "./patience.js";
import { DoubtWatch } from "./doubt-watch.js";
import type { WorkerParts } from "./parts.js";
import { StepsUnderWay, type Host } from "./steps-under-way.js";
import { RunLog } from "./run-log.js";
import { Turns } from "./turns.js";
import type { Unborn } from "./unborn.js";
import { Writing } from "./writing.js";

/** When the run wants to be taken again, for its worker's timer; 0 or nothing when it does not. */
export type Rest = { dueAt: number } | undefined;

/** Moves one held run until it finishes or has to wait: decides, starts steps, appends, in small turns. */
export class Drive {
  readonly #log: RunLog;
  readonly #plan: Plan;
  readonly #deciding: Deciding;
  readonly #steps: StepsUnderWay;
  readonly #doubts: DoubtWatch;
  /** What variables and fields are: read for steps about to start, and good until the run waits for something. */
  #scope: WorkspaceScope | undefined;
  /**
   * Unstored is what a person may still say otherwise: what `isOverrulable` names, that a look has settled a doubt. Nothing
   * is done before on account of it.
   */
  #overrulable = false;
  readonly #turns: Turns;
  #poked = false;
  readonly #hearing = new Hearing();
  #parked = false;
  #woken = true;
  #stopping = false;
  #braked = false;
  readonly #children: ChildrenLeft;
  readonly #nap: Nap;
  readonly #writing: Writing;

  constructor(
    private readonly record: RunRecord,
    readonly claim: Claim,
    private readonly parts: WorkerParts,
    unborn?: Unborn,
  ) {
    this.#log = new RunLog(record, claim, parts.store, parts.feed, unborn, (runId) => parts.wakeups.nudge(runId));
    this.#plan = makePlan(record.document, parts.catalogue);
    this.#deciding = new Deciding(this.#plan, this.#log, claim, parts.bounds);
    this.#doubts = new DoubtWatch(this.#plan, parts.runners);
    this.#children = new ChildrenLeft(this.#plan, record.id, parts.children);
    this.#nap = new Nap(parts.clock);
    this.#writing = new Writing(this.#log, this.#nap, parts.clock, (error) => {
      parts.surprise(error, { runId: record.id });
      this.#turns.reset();
    });
    this.#turns = new Turns(() => parts.clock.now());
    const run = { record, plan: this.#plan, log: this.#log, doubts: this.#doubts, children: this.#children };
    this.#steps = new StepsUnderWay(run, parts, this.#host());
  }

  /** Somebody appended to the log (then it is `said`), or a ticket is there. */
  poke(said = false): void {
    this.#poked = true;
    if (said) this.#hearing.note();
    this.#nap.wake();
    this.#steps.poke();
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
    this.#nap.wake();
    this.#steps.tellWaiters();
  }

  /** People have stopped its workflow: as with `stop`, and the run is parked; or they let it go on. */
  brake(on: boolean): void {
    if (this.#braked === on) return;
    this.#braked = on;
    this.#nap.wake();
    this.#steps.tellWaiters();
  }

  /** What is stored of the run; it goes on from there, unless it is somebody else's. */
  get leftAt(): { record: RunRecord; state: RunState } | undefined {
    return this.#log.lost ? undefined : { record: this.record, state: this.#log.stored };
  }

  /** The run was let go to be resumed by people alone. */
  get parked(): boolean {
    return this.#parked;
  }

  /** For people who stop a workflow. */
  get where(): StopScope {
    const { id, workspaceId, workflowId } = this.record;
    return { id, workspaceId, workflowId, parent: this.#log.state.parent };
  }

  get #startsNothing(): boolean {
    return this.#stopping || this.#braked;
  }

  #host(): Host {
    return {
      wake: () => this.#nap.wake(),
      // Decided before the write that waits, what begins goes with it.
      wakeSoon: () => (this.#writing.underWay ? this.#nap.wake() : this.#nap.wakeSoon()),
      write: () => this.#writing.offer(),
      startsNothing: () => this.#startsNothing,
      unheard: () => this.#hearing.read,
      overrulable: () => {
        this.#overrulable = true;
      },
      lookAgain: () => {
        this.#woken = true;
      },
    };
  }

  /** The lease is gone: nothing may be written or sent any more. */
  lose(): void {
    this.#log.letGo();
    this.#nap.wake();
  }

  /** Until the run rests or belongs to somebody else. Rejects for a fault of our own only, never for a port's. */
  async run(): Promise<Rest> {
    try {
      while (!this.#log.lost) {
        const recovered = this.#writing.recover();
        if (recovered) await recovered;
        // Before it reads: whatever waits came before, a turn follows, so that a run which is told things all the time goes on.
        if (this.#turns.breathlessAt(this.parts.clock.now())) await this.#breathe();
        if (this.#poked) await this.#readSignals();
        const going = this.#go();
        if (!going) continue;
        const rest = await going;
        if (rest) return rest;
        this.#turns.awaited();
      }
      return undefined;
    } finally {
      this.#steps.cancelAll();
      this.#doubts.stop();
      this.#hearing.done();
      this.#writing.stop();
    }
  }

  async #breathe(): Promise<void> {
    const { clock } = this.parts;
    // Whoever waits for the run to be accepted does not wait for a long calculation.
    if (this.#log.unborn) await this.#store();
    // And a loop of a hundred thousand items is not kept in memory until its end.
    else if (this.#log.hasEntries) void this.#writing.begin();
    await new Promise<void>((resolve) => void clock.after(0, resolve));
    this.#turns.breathed();
  }

  async #store(): Promise<undefined> {
    await this.#writing.begin();
  }

  async #readSignals(): Promise<void> {
    const said = this.#hearing.pending;
    this.#poked = false;
    this.#doubts.lookAgain();
    this.#woken = true;
    this.#turns.reset();
    const read = await this.#writing.catchUp();
    if (!read) this.#poked = true;
    // What was said while this was read is read next.
    else if (said && !this.#poked) this.#hearing.done();
  }

  /**
   * One turn. From the decision to what is done about it nothing is awaited: in between, a step might fail that forbids
   * the others to begin. Answers nothing where the next turn follows at once.
   */
  #go(): Promise<Rest> | undefined {
    const now = this.parts.clock.now();
    this.#turns.take(this.#plan.nodes.size);
    const decision = this.#deciding.decide(now, this.#steps.inFlight, this.#woken);
    const left = this.#children.leftBy(decision.events, this.#log.state);
    if (!this.#log.hasEntries) this.#overrulable = false;
    if (this.#overrulable && left.length + decision.abort.length > 0) return this.#store();
    if (left.length > 0) return this.#writing.ask(() => this.#children.cancel(left)).then(() => undefined);
    for (const event of decision.events) {
      // An item less: as many as a run may have, their turns are no sign of going in circles.
      if (event.type === "item.settled") this.#turns.reset();
      this.#overrulable ||= isOverrulable(event, this.#log.state);
      this.#log.add(event, { redo: true });
    }
    if (decision.events.length > 0) return undefined;
    for (const key of decision.abort) this.#steps.inFlight.get(key)?.request();
    const doubts = this.#doubtsDue(now);
    if (decision.start.length + decision.collect.length + doubts.length > 0 && !this.#startsNothing) {
      if (this.#log.unborn && decision.start.some(({ nodeId }) => this.#hasEffect(nodeId))) return this.#store();
      if (this.#overrulable) return this.#store();
      if (this.#log.rests && decision.start.length + decision.collect.length > 0) return this.#takePlace();
      this.#scope ??= this.parts.workspaces.known?.(this.record.workspaceId);
      if (!this.#scope) return this.#readScope();
      this.#begin(decision, doubts, this.#scope, now);
      return undefined;
    }
    this.#woken = false;
    this.#scope = undefined;
    if (this.#rests) return this.#writing.underWay?.then(() => undefined) ?? this.#letGo(decision, now);
    this.#writing.offer();
    return this.#turnUntil(this.#doubts.soonest(decision.wakeAt, this.#log.state));
  }

  /** It goes on after it has needed a person, if its turn has come. */
  async #takePlace(): Promise<undefined> {
    const taken = await this.#writing.ask(() => this.parts.store.takePlace(this.claim, this.#log.stored.seq));
    if (taken === "behind") this.#poked = true;
    if (taken === "goes") this.#log.rests = false;
    // Nobody comes for a ticket: others may have it.
    if (taken === "waits" && this.#steps.lined) this.parts.gate.leave(this.record.id);
    if (taken === "waits" || taken === "lost") this.#log.letGo();
  }

  #begin({ collect, start }: Decision, doubts: readonly StepState[], scope: WorkspaceScope, now: number): void {
    this.#woken = false;
    if (collect.length > 0) this.#turns.reset();
    this.#steps.collect(collect, scope, now);
    this.#steps.begin(start, scope, now);
    this.#steps.check(doubts, scope, now);
  }

  /** Nothing of the run is under way; of one that has ended nobody needs to know what became of a doubt. */
  get #rests(): boolean {
    if (this.#steps.inFlight.size > 0) return false;
    return !this.#doubts.busy || this.#log.state.finishedAt !== undefined;
  }

  #doubtsDue(now: number): readonly StepState[] {
    return this.#doubts.due(this.#log.state, this.#deciding.doubts, now);
  }

  async #readScope(): Promise<undefined> {
    this.#scope = await this.#writing.ask(() => this.parts.workspaces.scope(this.record.workspaceId));
  }

  #hasEffect(nodeId: string): boolean {
    return this.#plan.nodes.get(nodeId)?.definition?.kind !== "logic";
  }

  /** Nothing is under way any more: stores what there is, lets the run go and answers when it goes on. */
  async #letGo({ start, collect, wakeAt: next }: Decision, now: number): Promise<Rest> {
    if (this.#log.hasEntries) this.#turns.reset();
    const goesOn = start.length + collect.length + this.#doubtsDue(now).length > 0;
    const parks = goesOn && this.#braked && !this.#stopping;
    const { state } = this.#log;
    const sleeps = start.length === 0;
    const wakeAt = sleeps ? restsUntil(this.#doubts.soonest(next, state), state, this.parts.bounds) : 0;
    const dueAt = parks ? PARKED_AT : wakeAt;
    if (!(await this.#writing.letGo(dueAt))) return undefined;
    this.#parked = parks;
    // Nobody comes for a ticket: others may have it.
    const ended = !this.#log.lost && this.#log.state.finishedAt !== undefined;
    if (this.#steps.lined && (parks || ended)) this.parts.gate.leave(this.record.id);
    return { dueAt };
  }

  /** Until something happens (a step ends, a poke), at the latest at a time; at once where it has happened already. */
  async #turnUntil(at = Infinity): Promise<undefined> {
    if (this.#poked || this.#log.lost) return;
    this.#turns.reset();
    const turned = await this.#nap.take(at === Infinity ? undefined : Math.max(1, at - this.parts.clock.now()));
    if (turned) this.#turns.breathed();
  }
}
