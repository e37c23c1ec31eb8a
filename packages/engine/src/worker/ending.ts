import type { Effect } from "../definition.js";
import type { StepError } from "../failures.js";
import type { Json, JsonObject } from "../json.js";
import type { RunEventBody } from "../run/events.js";
import type { StepOutcome } from "../run/outcome.js";
import { afterFailure, attemptsOf, DEFAULT_BACKOFF_SECONDS } from "../run/retry.js";
import { DEEPEST_OUTPUT, sizeOf } from "../params/size.js";
import { censor } from "./censor.js";
import type { Prepared, RunAround, StepToDo } from "./step-to-do.js";
import type { StepParts } from "./parts.js";
import type { TicketWait } from "./guarded-call.js";

/** When and where, as every event of a step says it. */
export function here({ key, node }: StepToDo, { clock }: StepParts): { at: number; key: string; nodeId: string } {
  return { at: clock.now(), key, nodeId: node.id };
}

/** The step waits for a ticket of the limiter. */
export function waitingEvent(todo: StepToDo, wait: TicketWait, parts: StepParts): RunEventBody {
  return { type: "step.waiting", ...here(todo, parts), waitingFor: wait.reason, until: wait.until };
}

/** The step has failed for good. */
export function failedEvent(todo: StepToDo, error: StepError, parts: StepParts, input?: Json): RunEventBody {
  return {
    type: "step.failed",
    ...here(todo, parts),
    error: { ...error, nodeId: todo.node.id },
    handled: todo.node.onError ?? "stop",
    ...(input !== undefined && { input, attempt: todo.attempt }),
  };
}

/** What is known of an attempt that has ended besides its outcome. */
export interface Ending {
  prepared: Prepared;
  /** For steps that log no `step.started`. */
  input?: JsonObject | undefined;
  secrets: readonly string[];
  /** Where it is another than the node's: `read` as long as the main call was not sent. */
  effect?: Effect;
}

/** The event in which an attempt ends: what follows from a failure is the table of retry.ts. */
export function endEvent(
  todo: StepToDo,
  run: RunAround,
  parts: StepParts,
  ending: Ending,
  outcome: StepOutcome,
): RunEventBody {
  if (outcome.kind === "done") return succeededEvent(todo, run, parts, ending, outcome);
  const { prepared, input, secrets, effect = prepared.effect } = ending;
  if (outcome.kind === "wait") {
    const { for: waitingFor, until, childRunId, asksAgain } = outcome;
    const wait = { type: "step.waiting" as const, ...here(todo, parts), waitingFor, until };
    const more = { ...(childRunId !== undefined && { childRunId }), ...(asksAgain && { asksAgain }) };
    return { ...wait, ...(input !== undefined && { input }), ...more };
  }
  const error = {
    ...censor(withEffect(outcome, effect) as unknown as JsonObject, secrets),
    nodeId: todo.node.id,
  } as unknown as StepError;
  const verdict = afterFailure({
    effect,
    cause: outcome.cause,
    attempt: todo.attempt,
    maxAttempts: attemptsOf(todo.node, prepared.definition),
    backoffSeconds: todo.node.retry?.backoffSeconds ?? DEFAULT_BACKOFF_SECONDS,
    random: parts.random(),
  });
  if (verdict.kind === "unknown") return { type: "step.unknown", ...here(todo, parts), error };
  const begun = input === undefined;
  if (verdict.kind === "retry") {
    const retry = { until: parts.clock.now() + verdict.delayMs, ...(!begun && { attempt: todo.attempt }) };
    return { type: "step.retrying", ...here(todo, parts), error, ...retry };
  }
  return failedEvent(todo, error, parts, input);
}

/** What a call that did not get through may have done, for the sentence about what to do now: `none` where that is sure. */
function withEffect({ error, cause }: Extract<StepOutcome, { kind: "failed" }>, effect: Effect): StepError {
  if (cause.kind === "final" || (cause.kind === "status" && cause.status < 500)) return error;
  const nothing = cause.kind === "notSent" || (cause.kind === "status" && cause.status === 503);
  return { ...error, values: { ...error.values, effect: nothing ? "none" : effect } };
}

function succeededEvent(
  todo: StepToDo,
  run: RunAround,
  parts: StepParts,
  { prepared, input, secrets }: Ending,
  outcome: Extract<StepOutcome, { kind: "done" }>,
): RunEventBody {
  const limit = parts.bounds.outputSize;
  const size = sizeOf(outcome.output, limit);
  if (size === Infinity)
    return failedEvent(todo, { code: "step.outputTooDeep", values: { levels: DEEPEST_OUTPUT } }, parts, input);
  if (size > limit) return failedEvent(todo, { code: "step.outputTooLarge", values: { size, limit } }, parts, input);
  const output = censor(outcome.output, secrets);
  const late = prepared.definition.responds === true && run.responded();
  const { key, node } = todo;
  const at = parts.clock.now();
  const { port = "main" } = outcome;
  const nodeId = node.id;
  // Written out, and what few have to say added: an object made by spreading is slow to make, and slower to read ever after.
  const event: Extract<RunEventBody, { type: "step.succeeded" }> =
    input === undefined
      ? { type: "step.succeeded", at, key, nodeId, output, port }
      : { type: "step.succeeded", at, key, nodeId, output, port, input };
  if (outcome.ends) event.ends = outcome.ends;
  if (outcome.error) event.error = { ...outcome.error, nodeId };
  if (late) event.note = "responseIgnored";
  else if (prepared.definition.responds) event.responds = true;
  return event;
}
