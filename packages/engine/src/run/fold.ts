import type { RunEvent, RunStatus } from "./events.js";
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
  cancelRequested: false,
  handledErrors: 0,
};

type Draft = { -readonly [K in keyof RunState]: RunState[K] } & { steps: Map<string, StepState> };

/**
 * State after more events: the one function by which worker, API and editor read a run's log. Pure; steps that no event
 * touches stay the same objects, so that a view of one step repaints for its own events only.
 */
export function fold(state: RunState, events: readonly RunEvent[]): RunState {
  if (events.length === 0) return state;
  const draft: Draft = { ...state, steps: new Map(state.steps) };
  for (const event of events) {
    apply(draft, event);
    draft.seq = event.seq;
  }
  draft.status = statusOf(draft);
  return draft;
}

const terminal = new Set<RunStatus>(["succeeded", "failed", "cancelled"]);

function statusOf(state: Draft): RunStatus {
  if (terminal.has(state.status) || state.status === "needs_attention") return state.status;
  let waiting = false;
  for (const step of state.steps.values()) {
    if (step.status === "running") return "running";
    waiting ||= step.status === "waiting";
  }
  if (waiting) return "waiting";
  return state.startedAt === undefined ? "queued" : "running";
}

function apply(run: Draft, event: RunEvent): void {
  switch (event.type) {
    case "run.created":
      run.workflowId = event.workflowId;
      run.version = event.version;
      run.trigger = event.trigger;
      run.rehearsal = event.rehearsal;
      if (event.replayOf !== undefined) run.replayOf = event.replayOf;
      run.createdAt = event.at;
      set(run, event.trigger, event.trigger, {
        status: "succeeded",
        attempts: 1,
        output: event.payload,
        port: "main",
        startedAt: event.at,
        finishedAt: event.at,
      });
      return;
    case "run.cancelRequested":
      run.cancelRequested = true;
      return resume(run);
    case "run.needsAttention":
      run.status = "needs_attention";
      return;
    case "run.finished":
      run.status = event.status;
      run.finishedAt = event.at;
      run.startedAt ??= event.at;
      if (event.error) run.error = event.error;
      run.handledErrors = event.handledErrors;
      return;
    default:
      run.startedAt ??= event.at;
      applyStep(run, event);
  }
}

type StepEvent = Extract<RunEvent, { key: string }>;

/** After a person's word the run moves again: what it waits for is decided anew. */
function resume(run: Draft): void {
  if (run.status === "needs_attention") run.status = "running";
}

function set(run: Draft, key: string, nodeId: string, change: Partial<StepState>): void {
  const before = run.steps.get(key) ?? { key, nodeId, status: "pending" as const, attempts: 0 };
  run.steps.set(key, { ...before, ...change });
}

/** What a step no longer has once it moves on. */
function without(run: Draft, key: string, ...names: (keyof StepState)[]): void {
  const step = run.steps.get(key);
  if (!step) return;
  const rest: Partial<StepState> = { ...step };
  for (const name of names) delete rest[name];
  run.steps.set(key, rest as StepState);
}

function applyStep(run: Draft, event: StepEvent): void {
  const { key, nodeId, at } = event;
  const before = run.steps.get(key);
  const change = (fields: Partial<StepState>) => set(run, key, nodeId, fields);
  without(run, key, "until", "waitingFor");
  switch (event.type) {
    case "step.started":
      without(run, key, "error", "finishedAt", "censored");
      return change({
        status: "running",
        attempts: event.attempt,
        input: event.input,
        startedAt: before?.startedAt ?? at,
        ...(event.censored && { censored: true }),
      });
    case "step.waiting":
      // Comes after `step.started` where the far end said 429: then that was no attempt.
      return change({
        status: "waiting",
        waitingFor: event.waitingFor,
        until: event.until,
        startedAt: before?.startedAt ?? at,
        attempts: (before?.attempts ?? 0) - (before?.status === "running" ? 1 : 0),
      });
    case "step.retrying":
      return change({ status: "waiting", waitingFor: "retry", until: event.until, error: event.error });
    case "step.succeeded":
      without(run, key, "error");
      change({
        status: "succeeded",
        output: event.output,
        port: event.port,
        finishedAt: at,
        startedAt: before?.startedAt ?? at,
        attempts: Math.max(1, before?.attempts ?? 0),
        ...(event.input !== undefined && { input: event.input }),
        ...(event.note && { note: event.note }),
      });
      if (event.responds) run.respondedBy ??= key;
      if (event.ends) run.ending ??= { status: event.ends, ...(event.error && { error: event.error }) };
      return;
    case "step.failed":
      change({
        status: "failed",
        error: event.error,
        handled: event.handled,
        finishedAt: at,
        startedAt: before?.startedAt ?? at,
        attempts: Math.max(1, before?.attempts ?? 0),
        ...(event.input !== undefined && { input: event.input }),
      });
      if (event.handled !== "stop") run.handledErrors += 1;
      return;
    case "step.unknown":
      return change({ status: "unknown", error: event.error });
    case "step.skipped":
      return change({ status: "skipped", finishedAt: at });
    case "step.cancelled":
      return change({ status: "cancelled", finishedAt: at });
    case "step.resolved":
      resume(run);
      if (event.as === "retry") return change({ status: "pending", resolved: "retry" });
      if (event.as === "fail") return change({ status: "pending", resolved: "fail" });
      without(run, key, "error");
      return change({
        status: "succeeded",
        resolved: "done",
        output: event.output ?? null,
        port: "main",
        finishedAt: at,
      });
  }
}
