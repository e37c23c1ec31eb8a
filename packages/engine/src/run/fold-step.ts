import type { Draft, DraftStep } from "./draft.js";
import type { RunEventBody } from "./events.js";
import { isLeftOut } from "./handled.js";
import { ItemTable } from "./items.js";

type StepEvent = Exclude<
  Extract<RunEventBody, { key: string }>,
  { type: "item.settled" | "items.taken" | "items.changed" | "step.answered" }
>;

/** After a person's word the run moves again: what it waits for is decided anew. */
export function resume(run: Draft): void {
  if (run.status === "needs_attention") run.status = "running";
}

/** The step after one of its own events. */
export function applyStep(run: Draft, step: DraftStep, event: StepEvent): void {
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
        step.loop = { ...loop, items: new ItemTable(loop.count), succeeded: 0, failed: 0, skipped: 0, flawed: 0 };
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
      step.asksAgain = event.asksAgain;
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
  step.startedAt ??= event.from ?? event.at;
  step.attempts = Math.max(1, step.attempts);
  if (event.input !== undefined) step.input = event.input;
  if (event.type === "step.failed") {
    if (event.attempt !== undefined) step.attempts = event.attempt;
    step.status = "failed";
    step.error = event.error;
    step.handled = event.handled;
    if (event.handled !== "stop" && !isLeftOut(run, step)) run.handledErrors += 1;
    return;
  }
  step.error = undefined;
  step.status = "succeeded";
  if (event.note !== "unneeded") step.output = event.output;
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
