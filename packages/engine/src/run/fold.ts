import type { RunEvent, RunEventBody, RunStatus } from "./events.js";
import { ItemTable } from "./items.js";
import { changeItems, settleItem } from "./fold-loop.js";
import type { RunState, StepState } from "./state.js";

/** The state before the first event. */
export const emptyRunState: RunState = {
  seq: 0,
  status: "queued",
  workflowId: "",
  version: "draft",
  trigger: "",
  rehearsal: false,
  createdAt: 0,
  steps: new Map(),
  answers: new Map(),
  cancelRequested: false,
  handledErrors: 0,
};

/** May be changed, and has a place for everything, so that none is forgotten in a copy. */
export type Whole<T> = { -readonly [K in keyof Required<T>]: T[K] };
export type Draft = Whole<RunState> & { steps: Map<string, StepState> };
export type DraftStep = Whole<StepState>;

/*
 * Copies have room for everything from the start. Objects that get their properties one by one are all of different makes
 * to the machine, and each look at one of them a slow one: that was a seventh of all that a short run took.
 */
const draftOf = (run: RunState): Draft => ({
  seq: run.seq,
  status: run.status,
  workflowId: run.workflowId,
  version: run.version,
  trigger: run.trigger,
  rehearsal: run.rehearsal,
  replayOf: run.replayOf,
  origin: run.origin,
  parent: run.parent,
  keyError: run.keyError,
  createdAt: run.createdAt,
  startedAt: run.startedAt,
  finishedAt: run.finishedAt,
  steps: new Map(run.steps),
  answers: run.answers,
  cancelRequested: run.cancelRequested,
  ending: run.ending,
  respondedBy: run.respondedBy,
  error: run.error,
  handledErrors: run.handledErrors,
});

const draftStepOf = (step: StepState): DraftStep => ({
  key: step.key,
  nodeId: step.nodeId,
  status: step.status,
  attempts: step.attempts,
  input: step.input,
  censored: step.censored,
  output: step.output,
  port: step.port,
  error: step.error,
  handled: step.handled,
  startedAt: step.startedAt,
  finishedAt: step.finishedAt,
  until: step.until,
  waitingFor: step.waitingFor,
  childRunId: step.childRunId,
  loop: step.loop,
  sentAt: step.sentAt,
  doubt: step.doubt,
  found: step.found,
  takenFrom: step.takenFrom,
  resolved: step.resolved,
  resolvedBy: step.resolvedBy,
  note: step.note,
  progress: step.progress,
  rehearsed: step.rehearsed,
});

/**
 * State after more events: the one function by which worker, API and editor read a run's log. Pure; steps that no event
 * touches stay the same objects, so that a view of one step repaints for its own events only.
 */
export function fold(state: RunState, events: readonly RunEvent[]): RunState {
  if (events.length === 0) return state;
  const growing = new GrowingState(state);
  for (const event of events) growing.add(event, event.seq);
  return growing.state;
}

/**
 * The same in place, for one who reads on event by event: copying all that a long run has for each of its events would
 * be most of the work. A step that changes becomes another object here as well.
 */
export class GrowingState {
  readonly #run: Draft;
  #running = 0;
  #waiting = 0;

  constructor(from: RunState) {
    this.#run = draftOf(from);
    for (const step of from.steps.values()) this.#count(step, 1);
  }

  /** Changes with every event. */
  get state(): RunState {
    return this.#run as RunState;
  }

  /** As it is now, for keeps. */
  copy(): RunState {
    return draftOf(this.#run as RunState) as RunState;
  }

  add(event: RunEventBody, seq: number): void {
    const run = this.#run;
    const step = apply(run, event, (key) => this.#forget(key));
    if (step) {
      const before = run.steps.get(step.key);
      if (before) this.#count(before, -1);
      this.#count(step, 1);
      run.steps.set(step.key, step);
    }
    run.seq = seq;
    if (!terminal.has(run.status)) run.status = this.#status();
  }

  /** A step of an item that has ended. */
  #forget(key: string): void {
    const step = this.#run.steps.get(key);
    if (!step) return;
    this.#count(step, -1);
    this.#run.steps.delete(key);
  }

  #status(): RunStatus {
    if (this.#run.status === "needs_attention") return "needs_attention";
    if (this.#running > 0) return "running";
    if (this.#waiting > 0) return "waiting";
    return this.#run.startedAt === undefined ? "queued" : "running";
  }

  /** A loop is as its items are. */
  #count({ status, loop }: StepState, by: number): void {
    if (loop) return;
    if (status === "running") this.#running += by;
    else if (status === "waiting") this.#waiting += by;
  }
}

const terminal = new Set<RunStatus>(["succeeded", "failed", "cancelled"]);

/** Changes the run, and answers the step as the event leaves it. */
function apply(run: Draft, event: RunEventBody, forget: (key: string) => void): StepState | undefined {
  switch (event.type) {
    case "run.created": {
      const { at, trigger } = event;
      run.workflowId = event.workflowId;
      run.version = event.version;
      run.trigger = trigger;
      run.rehearsal = event.rehearsal;
      if (event.replayOf !== undefined) run.replayOf = event.replayOf;
      if (event.origin !== undefined) run.origin = event.origin;
      if (event.parent !== undefined) run.parent = event.parent;
      if (event.keyError !== undefined) run.keyError = event.keyError;
      run.createdAt = at;
      const settled = { status: "succeeded", attempts: 1, port: "main", startedAt: at, finishedAt: at } as const;
      return draftStepOf({ key: trigger, nodeId: trigger, ...settled, output: event.payload }) as StepState;
    }
    case "run.cancelRequested":
      // The first who wants it to end says why.
      if (event.because === "replaced" && !run.cancelRequested) run.error = { code: "run.replaced", values: {} };
      run.cancelRequested = true;
      resume(run);
      return undefined;
    case "run.needsAttention":
      run.status = "needs_attention";
      return undefined;
    case "run.finished":
      run.status = event.status;
      run.finishedAt = event.at;
      run.startedAt ??= event.at;
      if (event.error) run.error = event.error;
      run.handledErrors = event.handledErrors;
      return undefined;
    case "step.answered": {
      const { key, as, approved, data, by, at } = event;
      // The first word counts, and it may come before the step waits for it.
      if (run.answers.has(key)) return undefined;
      const word = {
        ...(approved !== undefined && { approved }),
        ...(data !== undefined && { data }),
        ...(by !== undefined && { by }),
      };
      run.answers = new Map(run.answers).set(key, { as, at, ...word });
      resume(run);
      return undefined;
    }
    default: {
      run.startedAt ??= event.at;
      const { key, nodeId } = event;
      const known = run.steps.get(key);
      const step = draftStepOf(known ?? { key, nodeId, status: "pending", attempts: 0 });
      if (event.type === "item.settled") settleItem(run, step, event, forget);
      else if (event.type === "items.changed") {
        resume(run);
        changeItems(run, step, event, forget);
      } else {
        step.until = undefined;
        step.waitingFor = undefined;
        applyStep(run, step, event);
      }
      return step as StepState;
    }
  }
}

type StepEvent = Exclude<
  Extract<RunEventBody, { key: string }>,
  { type: "item.settled" | "items.changed" | "step.answered" }
>;

/** After a person's word the run moves again: what it waits for is decided anew. */
function resume(run: Draft): void {
  if (run.status === "needs_attention") run.status = "running";
}

function applyStep(run: Draft, step: DraftStep, event: StepEvent): void {
  const { at } = event;
  switch (event.type) {
    case "step.started":
      step.error = undefined;
      step.finishedAt = undefined;
      step.censored = undefined;
      step.progress = undefined;
      step.status = "running";
      step.attempts = event.attempt;
      step.input = event.input;
      step.startedAt ??= at;
      step.sentAt = at;
      step.doubt = undefined;
      step.found = undefined;
      if (event.censored) step.censored = true;
      if (event.loop) {
        const { loop } = event;
        step.loop = { ...loop, items: new ItemTable(loop.count), succeeded: 0, failed: 0, skipped: 0 };
      }
      if (event.takenFrom !== undefined) step.takenFrom = event.takenFrom;
      return;
    case "step.progressed":
      if (event.done !== undefined)
        step.progress = { done: event.done, ...(event.total !== undefined && { total: event.total }) };
      if (event.waitingFor) {
        step.waitingFor = event.waitingFor;
        step.until = event.until ?? at;
      }
      step.startedAt ??= at;
      return;
    case "step.rehearsed": {
      const { method, url, body, sent, note, names } = event;
      const more = { ...(body !== undefined && { body }), ...(note && { note }), ...(names && { names }) };
      step.rehearsed = { method, url, sent, ...more };
      return;
    }
    case "step.waiting":
      // Comes after `step.started` where the far end said 429: then that was no attempt.
      if (step.status === "running") step.attempts -= 1;
      step.status = "waiting";
      step.waitingFor = event.waitingFor;
      step.until = event.until;
      step.startedAt ??= at;
      if (event.input !== undefined) step.input = event.input;
      if (event.childRunId !== undefined) step.childRunId = event.childRunId;
      return;
    case "step.checked":
      if (step.status !== "unknown") return;
      step.found = event.found;
      step.doubt = {
        since: step.doubt?.since ?? at,
        checks: (step.doubt?.checks ?? 0) + 1,
        at,
        ...(event.error && { error: event.error }),
      };
      return;
    case "step.retrying":
      step.status = "waiting";
      step.waitingFor = "retry";
      if (event.attempt !== undefined) step.attempts = event.attempt;
      step.until = event.until;
      step.error = event.error;
      return;
    case "step.succeeded":
    case "step.failed":
      return finish(run, step, event);
    case "step.unknown":
      step.status = "unknown";
      step.error = event.error;
      step.doubt = { since: at, checks: 0, at };
      return;
    case "step.skipped":
    case "step.cancelled":
      step.status = event.type === "step.skipped" ? "skipped" : "cancelled";
      if (event.type === "step.skipped" && event.takenFrom !== undefined) step.takenFrom = event.takenFrom;
      step.finishedAt = at;
      return;
    case "step.resolved":
      resume(run);
      return settle(step, event);
  }
}

function finish(
  run: Draft,
  step: DraftStep,
  event: Extract<StepEvent, { type: "step.succeeded" | "step.failed" }>,
): void {
  step.finishedAt = event.at;
  step.startedAt ??= event.at;
  step.attempts = Math.max(1, step.attempts);
  if (event.input !== undefined) step.input = event.input;
  if (event.type === "step.failed") {
    if (event.attempt !== undefined) step.attempts = event.attempt;
    step.status = "failed";
    step.error = event.error;
    step.handled = event.handled;
    if (event.handled !== "stop") run.handledErrors += 1;
    return;
  }
  step.error = undefined;
  step.status = "succeeded";
  step.output = event.output;
  step.port = event.port;
  if (event.takenFrom !== undefined) step.takenFrom = event.takenFrom;
  if (event.note) step.note = event.note;
  if (event.responds) run.respondedBy ??= step.key;
  if (event.ends) run.ending ??= { status: event.ends, ...(event.error && { error: event.error }) };
}

/** A doubt is settled. Of two who settle it at once the first has. */
function settle(step: DraftStep, event: Extract<StepEvent, { type: "step.resolved" }>): void {
  if (step.status !== "unknown") return;
  step.resolved = event.as;
  step.resolvedBy = event.by;
  step.status = event.as === "done" ? "succeeded" : "pending";
  if (event.as !== "done") return;
  step.error = undefined;
  step.output = event.output ?? null;
  step.port = "main";
  step.finishedAt = event.at;
}
