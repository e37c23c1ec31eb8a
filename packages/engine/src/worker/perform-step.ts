import { effectOf, afterFailure, attemptsOf, DEFAULT_BACKOFF_SECONDS } from "../run/retry.js";
import type { Effect, NodeDefinition } from "../definition.js";
import type { WorkflowNode } from "../document/document.js";
import type { StepError } from "../failures.js";
import type { Json, JsonObject } from "../json.js";
import { resolveParams } from "../params/resolve.js";
import type { ExpressionScope } from "../expressions/template.js";
import type { Cancellation, OpenSecret } from "../ports.js";
import type { NodeRunner } from "../runner.js";
import type { RunEventBody } from "../run/events.js";
import type { FailureCause, StepOutcome } from "../run/outcome.js";
import type { StepState } from "../run/state.js";
import { censor } from "./censor.js";
import { GuardedCall } from "./guarded-call.js";
import type { StepParts } from "./parts.js";

/** One attempt of one step, as `decide` asked for it. */
export interface StepToDo {
  key: string;
  node: WorkflowNode;
  definition: NodeDefinition | undefined;
  attempt: number;
  /** What the log says of it so far. */
  before: StepState | undefined;
  scope: ExpressionScope;
}

/** The run around a step. */
export interface RunAround {
  runId: string;
  workspaceId: string;
  rehearsal: boolean;
  lane: "critical" | "normal" | "bulk";
  /** Whether some step has answered the webhook already. */
  responded: () => boolean;
  /** Appends in order, without waiting. */
  log: (event: RunEventBody) => void;
  /** Appends and waits for the commit; false: the run belongs to somebody else now, nothing may be sent. */
  commit: (event: RunEventBody) => Promise<boolean>;
}

const DEFAULT_TIMEOUT_SECONDS = 30;
const LARGEST_OUTPUT = 5 * 1024 * 1024;

type Prepared = { runner: NodeRunner; definition: NodeDefinition; params: JsonObject; effect: Effect };

/** Checks the node and makes its params: those that were logged, where an earlier attempt has fixed them. */
function prepare({ node, definition, before, scope }: StepToDo, parts: StepParts): Prepared | StepError {
  const runner = parts.runners.get(node.type);
  if (!definition || !runner) return { code: "node.unknownType", values: { type: node.type } };
  const logged = before?.input;
  const fixed = logged && typeof logged === "object" && !Array.isArray(logged) && !before.censored ? logged : undefined;
  const resolved = fixed ? { ok: true as const, params: fixed } : resolveParams(definition, node.params, scope);
  if (!resolved.ok) return resolved.error;
  return { runner, definition, params: resolved.params, effect: effectOf(definition, resolved.params) };
}

const isError = (value: object): value is StepError => "code" in value;

/** Performs a step that only computes; answers the event that ends it. */
export function computeStep(todo: StepToDo, run: RunAround, parts: StepParts): RunEventBody | Promise<RunEventBody> {
  const prepared = prepare(todo, parts);
  if (isError(prepared)) return failedEvent(todo, prepared, parts);
  const { runner, definition, params } = prepared;
  const end = (outcome: StepOutcome) => endEvent(todo, run, parts, { prepared, input: params, secrets: [], outcome });
  try {
    const outcome = runner.run(params, toolsOf(todo, run, undefined, noCall), definition);
    return outcome instanceof Promise
      ? outcome.catch((error: unknown) => surprised(todo, run, parts, error)).then(end)
      : end(outcome);
  } catch (error) {
    return end(surprised(todo, run, parts, error));
  }
}

/**
 * Performs one attempt of a step that talks to the world: secret, ticket, intent, call, outcome. Answers the event that
 * ends the attempt, or nothing when the run was lost on the way.
 */
export async function performStep(
  todo: StepToDo,
  run: RunAround,
  cancellation: Cancellation,
  parts: StepParts,
): Promise<RunEventBody | undefined> {
  const prepared = prepare(todo, parts);
  if (isError(prepared)) return failedEvent(todo, prepared, parts);
  const secret = await openSecret(todo, run, prepared.definition, parts);
  if (secret && isError(secret)) return failedEvent(todo, secret, parts, prepared.params);
  const secrets = secret?.censor ?? [];
  const input = censor(prepared.params, secrets);
  const call = new GuardedCall(parts, {
    pool: secret?.pool,
    lane: run.lane,
    runId: run.runId,
    stepKey: todo.key,
    callMs: (todo.node.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    allowedHosts: secret?.allowedHosts,
    effect: prepared.effect,
    cancellation,
  });
  const wait = await call.takeTicket();
  if (wait) return waitingEvent(todo, wait, parts);
  if (cancellation.requested) {
    call.giveBack();
    return { type: "step.cancelled", ...here(todo, parts) };
  }
  const started: RunEventBody = {
    type: "step.started",
    ...here(todo, parts),
    attempt: todo.attempt,
    input,
    ...(input !== prepared.params && { censored: true }),
  };
  // Intent before effect: only where a second call would do a second thing is it worth a wait for the disk.
  if (prepared.effect === "create") {
    if (!(await run.commit(started))) {
      call.giveBack();
      return undefined;
    }
  } else run.log(started);
  const outcome = await attempt(todo, run, parts, prepared, secret, call);
  call.giveBack();
  if (call.waiting) return waitingEvent(todo, call.waiting, parts);
  const limited = limitedFor(outcome);
  if (limited && secret?.pool) {
    parts.gate.freeze(secret.pool, limited.retryAfterMs);
    const until = parts.clock.now() + (limited.retryAfterMs ?? 60_000) + 1_000;
    return waitingEvent(todo, { reason: "freeze", until }, parts);
  }
  return endEvent(todo, run, parts, { prepared, secrets, outcome });
}

async function attempt(
  todo: StepToDo,
  run: RunAround,
  parts: StepParts,
  { runner, params, definition }: Prepared,
  secret: OpenSecret | undefined,
  call: GuardedCall,
): Promise<StepOutcome> {
  try {
    return await runner.run(
      params,
      toolsOf(todo, run, secret, (request) => call.send(request)),
      definition,
    );
  } catch (error) {
    const outcome = surprised(todo, run, parts, error);
    // Our own fault after bytes had left says nothing about what the far end did.
    return call.sent ? { ...outcome, cause: { kind: "cutOff" } } : outcome;
  }
}

function surprised({ key }: StepToDo, { runId }: RunAround, parts: StepParts, error: unknown) {
  parts.surprise(error, { runId, key });
  return {
    kind: "failed" as const,
    error: { code: "step.internal" as const, values: {} },
    cause: { kind: "final" } as FailureCause,
  };
}

function toolsOf(
  todo: StepToDo,
  run: RunAround,
  secret: OpenSecret | undefined,
  http: Parameters<NodeRunner["run"]>[1]["http"],
) {
  return { http, secret, now: todo.scope.now, timezone: todo.scope.timezone, runId: run.runId, stepKey: todo.key };
}

const noCall = () => Promise.reject(new Error("a step that only computes makes no call"));

async function openSecret(
  { node }: StepToDo,
  run: RunAround,
  definition: NodeDefinition,
  parts: StepParts,
): Promise<OpenSecret | StepError | undefined> {
  const wanted = definition.credential;
  if (!wanted) return undefined;
  if (node.credential === undefined) return wanted.optional ? undefined : { code: "credential.missing", values: {} };
  const secret = await parts.secrets.open(run.workspaceId, node.credential, run.rehearsal);
  if (isError(secret)) return secret;
  if (!wanted.types.includes(secret.type))
    return { code: "credential.wrongType", values: { expected: wanted.types.join(", "), found: secret.type } };
  return secret;
}

function limitedFor(outcome: StepOutcome): { retryAfterMs: number | undefined } | undefined {
  if (outcome.kind !== "failed" || outcome.cause.kind !== "status" || outcome.cause.status !== 429) return undefined;
  return { retryAfterMs: outcome.cause.retryAfterMs };
}

function here({ key, node }: StepToDo, { clock }: StepParts) {
  return { at: clock.now(), key, nodeId: node.id };
}

function waitingEvent(
  todo: StepToDo,
  wait: { reason: "limit" | "pause" | "freeze"; until: number },
  parts: StepParts,
): RunEventBody {
  return { type: "step.waiting", ...here(todo, parts), waitingFor: wait.reason, until: wait.until };
}

function failedEvent(todo: StepToDo, error: StepError, parts: StepParts, input?: Json): RunEventBody {
  return {
    type: "step.failed",
    ...here(todo, parts),
    error: { ...error, nodeId: todo.node.id },
    handled: todo.node.onError ?? "stop",
    ...(input !== undefined && { input }),
  };
}

interface Ending {
  prepared: Prepared;
  /** For steps that log no `step.started`. */
  input?: JsonObject | undefined;
  secrets: readonly string[];
  outcome: StepOutcome;
}

/** The event in which an attempt ends: what follows from a failure is the table of retry.ts. */
function endEvent(
  todo: StepToDo,
  run: RunAround,
  parts: StepParts,
  { prepared, input, secrets, outcome }: Ending,
): RunEventBody {
  if (outcome.kind === "done") return succeededEvent(todo, run, parts, { prepared, input, secrets, outcome });
  const error = {
    ...censor(outcome.error as unknown as JsonObject, secrets),
    nodeId: todo.node.id,
  } as unknown as StepError;
  const verdict = afterFailure({
    effect: prepared.effect,
    cause: outcome.cause,
    attempt: todo.attempt,
    maxAttempts: attemptsOf(todo.node, prepared.definition),
    backoffSeconds: todo.node.retry?.backoffSeconds ?? DEFAULT_BACKOFF_SECONDS,
    random: parts.random(),
  });
  if (verdict.kind === "unknown") return { type: "step.unknown", ...here(todo, parts), error };
  if (verdict.kind === "retry")
    return { type: "step.retrying", ...here(todo, parts), error, until: parts.clock.now() + verdict.delayMs };
  return failedEvent(todo, error, parts, input);
}

function succeededEvent(
  todo: StepToDo,
  run: RunAround,
  parts: StepParts,
  { prepared, input, secrets, outcome }: Ending & { outcome: Extract<StepOutcome, { kind: "done" }> },
): RunEventBody {
  const output = censor(outcome.output, secrets);
  const size = sizeOf(output);
  if (size > LARGEST_OUTPUT)
    return failedEvent(todo, { code: "step.outputTooLarge", values: { size, limit: LARGEST_OUTPUT } }, parts, input);
  const late = prepared.definition.responds === true && run.responded();
  return {
    type: "step.succeeded",
    ...here(todo, parts),
    output,
    port: outcome.port ?? "main",
    ...(input !== undefined && { input }),
    ...(outcome.ends && { ends: outcome.ends }),
    ...(outcome.error && { error: { ...outcome.error, nodeId: todo.node.id } }),
    ...(prepared.definition.responds && !late && { responds: true }),
    ...(late && { note: "responseIgnored" as const }),
  };
}

/** Characters of texts and keys, counted until it is certain that there are too many: stringifying would cost a copy. */
function sizeOf(output: Json): number {
  if (output === null || typeof output === "number" || typeof output === "boolean") return 8;
  if (typeof output === "string") return output.length;
  let size = 0;
  for (const [key, value] of Object.entries(output)) {
    size += key.length + sizeOf(value);
    if (size > LARGEST_OUTPUT) return size;
  }
  return size;
}
