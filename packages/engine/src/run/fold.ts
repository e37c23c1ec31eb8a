import type { RunEvent, RunEventBody, RunStatus } from "./events.js";
import { draftOf, draftStepOf, newStep, type Draft } from "./draft.js";
import { applyStep, resume } from "./fold-step.js";
import { changeItems, settleItem, takeItems, type Steps } from "./fold-loop.js";
import { replacedError } from "./line.js";
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
export class GrowingState implements Steps {
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
    const step = apply(run, event, this);
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
  forget(key: string): void {
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
function apply(run: Draft, event: RunEventBody, steps: Steps): StepState | undefined {
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
      if (event.lane !== undefined) run.lane = event.lane;
      run.createdAt = at;
      const step = newStep(trigger, trigger);
      step.status = "succeeded";
      step.attempts = 1;
      step.output = event.payload;
      step.port = "main";
      step.startedAt = at;
      step.finishedAt = at;
      return step as StepState;
    }
    case "run.cancelRequested":
      // The first who wants it to end says why.
      if (event.because === "replaced" && !run.cancelRequested) run.error = replacedError;
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
      run.startedAt ??= ("from" in event ? event.from : undefined) ?? event.at;
      const { key, nodeId } = event;
      const known = run.steps.get(key);
      const step = known ? draftStepOf(known) : newStep(key, nodeId);
      if (event.type === "item.settled") settleItem(run, step, event, steps);
      else if (event.type === "items.taken") takeItems(run, step, event);
      else if (event.type === "items.changed") {
        resume(run);
        changeItems(run, step, event, steps);
      } else {
        step.until = undefined;
        step.waitingFor = undefined;
        step.asksAgain = undefined;
        applyStep(run, step, event);
      }
      return step as StepState;
    }
  }
}
