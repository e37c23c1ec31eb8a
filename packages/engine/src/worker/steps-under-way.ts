import type { Effect } from "../definition.js";
import type { Json } from "../json.js";
import type { RunRecord, WorkspaceScope } from "../ports.js";
import type { Plan, PlanNode } from "../plan/plan.js";
import type { Decision } from "../run/decide.js";
import type { RunEventBody } from "../run/events.js";
import { liesInEndedItem } from "../run/ended-items.js";
import { handledFacts } from "../run/handled.js";
import { effectOfStep } from "../run/retry.js";
import { roundOf } from "../run/rounds.js";
import { itemScope, stepScope, type ScopeFacts } from "../run/scope.js";
import type { StepState } from "../run/state.js";
import { CancelSwitch } from "./cancel-switch.js";
import { checkDoubt } from "./check-doubt.js";
import type { ChildrenLeft } from "./children-left.js";
import { collectItem } from "./collect.js";
import type { DoubtWatch } from "./doubt-watch.js";
import type { WorkerParts } from "./parts.js";
import { PORT_PAUSE_MS } from "./patience.js";
import { computeStep, performStep } from "./perform-step.js";
import type { RunAround, StepToDo } from "./step-to-do.js";
import type { RunLog } from "./run-log.js";

/** Who decides what is performed. */
export interface Host {
  /** Something is in the log that a decision follows from. */
  wake(): void;
  /** A step has ended beside others, which may end in the same moment: one decision is enough for all of them. */
  wakeSoon(): void;
  /** Something is in the log that is to be stored and changes nothing else. */
  write(): void;
  /** What steps wait for may have come already. */
  lookAgain(): void;
  /** A person may say otherwise than what is in the log now until it is stored. */
  overrulable(): void;
  /** Nothing further is begun here: people have stopped it, or the server stops. */
  startsNothing(): boolean;
  /** What others have said of the run is not read yet; resolves once it is. */
  unheard(): Promise<void> | undefined;
}

/** The run whose steps are performed. */
export interface Performed {
  record: RunRecord;
  plan: Plan;
  log: RunLog;
  doubts: DoubtWatch;
  children: ChildrenLeft;
}

/** The steps of a held run that are under way: begins what was decided, and logs what becomes of it. */
export class StepsUnderWay {
  /** By key. */
  readonly inFlight = new Map<string, CancelSwitch>();
  /** A step of the run may stand in a line of the limiter. */
  lined: boolean;
  readonly #plan: Plan;
  readonly #log: RunLog;
  readonly #doubts: DoubtWatch;
  /** Steps that wait in place, for a ticket between two of their calls. */
  readonly #waiters = new Set<() => void>();
  readonly #children: ChildrenLeft;
  readonly #record: RunRecord;
  #pokes = 0;
  /** The same for all steps: made anew for each, it was a tenth of what a short run leaves to be collected. */
  readonly #around: RunAround;
  readonly #workflowFacts: ScopeFacts["workflow"];
  #runFacts: ScopeFacts["run"] | undefined;

  constructor(
    { record, plan, log, doubts, children }: Performed,
    private readonly parts: WorkerParts,
    private readonly host: Host,
  ) {
    this.#record = record;
    this.#plan = plan;
    this.#log = log;
    this.#doubts = doubts;
    this.#children = children;
    this.lined = false;
    for (const { waitingFor = "retry" } of log.state.steps.values()) this.lined ||= waitingFor !== "retry";
    this.#around = this.#tellAround();
    this.#workflowFacts = { id: record.workflowId, name: record.workflowName };
  }

  /** A ticket is there, perhaps. */
  poke(): void {
    this.#pokes += 1;
    this.tellWaiters();
  }

  /** Something has changed for those who wait in place. */
  tellWaiters(): void {
    for (const waiter of this.#waiters) waiter();
  }

  /** What is no longer wanted may be left alone; a `create` on its way is not. */
  cancelAll(): void {
    for (const cancellation of this.inFlight.values()) cancellation.request();
  }

  /** The results of items that have come through. */
  collect(items: Decision["collect"], workspace: WorkspaceScope, now: number): void {
    for (const { key, nodeId, index } of items) {
      const found = this.#plan.nodes.get(nodeId);
      const scope = itemScope(this.#plan, this.#log.state, key, index, this.#facts(workspace, now));
      const ended = collectItem(found?.node.params["collect"] ?? null, scope);
      // What is too large already grows no further: the loop fails for it at its end.
      const { resultSize = 0 } = this.#log.state.steps.get(key)?.loop ?? {};
      if (resultSize > this.parts.bounds.outputSize && ended.as === "succeeded") delete ended.result;
      const facts = { ...ended, ...handledFacts(this.#log.state, key, index) };
      this.#log.add({ type: "item.settled", at: this.parts.clock.now(), key, nodeId, index, ...facts }, { redo: true });
    }
  }

  /** Begins steps; what only computes has ended by then. */
  begin(start: Decision["start"], workspace: WorkspaceScope, now: number): void {
    if (start.length > 0) this.#log.hold();
    for (const one of start) {
      const found = this.#plan.nodes.get(one.nodeId);
      if (!found) continue;
      try {
        this.#start(one, found, workspace, now);
      } catch (error) {
        this.parts.surprise(error, { runId: this.#record.id, key: one.key });
        const { key, nodeId } = one;
        const failure = { code: "step.internal" as const, values: {}, nodeId };
        const at = this.parts.clock.now();
        this.#log.add({ type: "step.failed", at, key, nodeId, error: failure, handled: found.node.onError ?? "stop" });
      }
    }
  }

  #start(one: Decision["start"][number], found: PlanNode, workspace: WorkspaceScope, now: number): void {
    const { parts } = this;
    const { key, nodeId } = one;
    const todo = this.#todo(one, found, workspace, now);
    const cancellation = new CancelSwitch();
    if (todo.definition?.kind !== "logic")
      return this.#await({ key, nodeId }, cancellation, performStep(todo, this.#around, cancellation, parts));
    const event = computeStep(todo, this.#around, cancellation, parts);
    if (event instanceof Promise) this.#await({ key, nodeId }, cancellation, event);
    else this.#log.add(event, { redo: true });
  }

  #todo(
    { key, attempt }: Pick<Decision["start"][number], "key" | "attempt">,
    found: PlanNode,
    workspace: WorkspaceScope,
    now: number,
  ): StepToDo {
    const { node, definition } = found;
    const { state } = this.#log;
    const scope = stepScope(this.#plan, state, key, this.#facts(workspace, now));
    const before = state.steps.get(key);
    const round = roundOf(this.#plan, state, key);
    return { key, node, definition, attempt, before, scope, round, plan: this.#plan, state };
  }

  /** Looks into what became of steps that nobody knows the outcome of. Holds nothing else up, and is no attempt. */
  check(steps: readonly StepState[], workspace: WorkspaceScope, now: number): void {
    for (const before of steps) {
      const { key, nodeId, attempts: attempt } = before;
      const found = this.#plan.nodes.get(nodeId);
      if (!found) continue;
      const todo = { ...this.#todo({ key, attempt }, found, workspace, now), before };
      void checkDoubt(todo, this.#around, this.#doubts.begin(key), this.parts)
        .catch((error: unknown): RunEventBody => {
          this.parts.surprise(error, { runId: this.#record.id, key });
          const failure = { code: "step.internal" as const, values: {}, nodeId };
          return { type: "step.checked", at: this.parts.clock.now(), key, nodeId, found: [], error: failure };
        })
        .then((event) => {
          this.#doubts.ended(key);
          const { state } = this.#log;
          const step = state.steps.get(key);
          // Meanwhile a person may have said more than any look could find.
          const open = step?.status === "unknown" && step.attempts === attempt && state.finishedAt === undefined;
          if (event && open) {
            this.host.overrulable();
            this.#log.add(event, { redo: true });
          }
          this.host.wake();
        });
    }
  }

  #await(
    { key, nodeId }: { key: string; nodeId: string },
    cancellation: CancelSwitch,
    ending: Promise<RunEventBody | undefined>,
  ): void {
    this.inFlight.set(key, cancellation);
    const pokes = this.#pokes;
    void ending
      .catch((error: unknown): RunEventBody | undefined => {
        this.parts.surprise(error, { runId: this.#record.id, key });
        // After its start was logged, `decide` treats it like a step whose process died: a `create` becomes a doubt.
        if (this.#log.state.steps.get(key)?.status === "running") return undefined;
        const at = this.parts.clock.now();
        const failure = { code: "step.internal" as const, values: {}, nodeId };
        return { type: "step.retrying", at, key, nodeId, error: failure, until: at + PORT_PAUSE_MS };
      })
      .then((event) => {
        this.inFlight.delete(key);
        // The ticket may have come before the wait for it was logged.
        if (event?.type === "step.waiting") {
          this.lined = true;
          if (this.#pokes > pokes) this.host.lookAgain();
        }
        // A run that it may have started is to end first: `decide` says the same once more.
        const left = event?.type === "step.cancelled" && this.#children.mayStart(nodeId);
        const repeatable = this.#effectOf(nodeId, this.#log.state.steps.get(key)?.input) !== "create";
        if (event && !left) this.#log.add(event, { repeatable });
        if (this.inFlight.size > 0) this.host.wakeSoon();
        else this.host.wake();
      });
  }

  #effectOf(nodeId: string, input: Json | undefined): Effect {
    return effectOfStep(this.#plan.nodes.get(nodeId)?.definition, input);
  }

  #tellAround(): RunAround {
    const { id, workspaceId, workflowId, document } = this.#record;
    const { origin, replayOf } = this.#log.state;
    return {
      runId: id,
      origin: origin ?? replayOf ?? id,
      workspaceId,
      workflowId,
      depth: this.#log.state.parent?.depth ?? 0,
      above: this.#log.state.parent?.workflows ?? [],
      rehearsal: this.#log.state.rehearsal,
      lane: this.#log.state.lane ?? document.settings.lane ?? "normal",
      responded: () => this.#log.state.respondedBy !== undefined,
      stopping: () => this.host.startsNothing() || this.#log.lost || this.#log.state.cancelRequested,
      leftOut: (key) => liesInEndedItem(this.#log.state, this.#plan, key),
      cancelled: () => this.#log.state.cancelRequested,
      unheard: () => this.host.unheard(),
      onPoke: (waiter) => {
        this.lined = true;
        this.#waiters.add(waiter);
        return () => this.#waiters.delete(waiter);
      },
      log: (event) => {
        // Begun anew, a call that may be repeated is to be the same call: with what it was begun is written at once.
        const repeatable = event.type !== "step.started" || this.#effectOf(event.nodeId, event.input) === "read";
        const kept = this.#log.add(event, { repeatable });
        this.host.write();
        return kept;
      },
      commit: (event) =>
        new Promise((settled) => {
          this.#log.add(event, { settled });
          this.host.write();
        }),
      stored: () => {
        const kept = this.#log.whenStored();
        this.host.write();
        return kept;
      },
    };
  }

  #facts(workspace: WorkspaceScope, now: number): ScopeFacts {
    const { state } = this.#log;
    const startedAt = state.startedAt ?? state.createdAt;
    const { id, document } = this.#record;
    if (this.#runFacts?.startedAt !== startedAt)
      this.#runFacts = {
        id,
        startedAt,
        url: `${workspace.publicUrl}/runs/${id}`,
        callbackUrl: (key) => this.parts.callbackUrl(workspace.publicUrl, id, key),
      };
    return {
      workspace,
      run: this.#runFacts,
      workflow: this.#workflowFacts,
      now,
      timezone: document.settings.timezone ?? workspace.timezone,
      sayError: this.parts.sayError,
    };
  }
}
