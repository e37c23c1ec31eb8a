import { effectOf } from "../run/retry.js";
import type { Effect, NodeDefinition } from "../definition.js";
import type { WorkflowNode } from "../document/document.js";
import type { StepError } from "../failures.js";
import type { JsonObject } from "../json.js";
import { resolveParams } from "../params/resolve.js";
import type { Cancellation, OpenSecret } from "../ports.js";
import type { NodeRunner } from "../runner.js";
import type { RunEventBody } from "../run/events.js";
import type { FailureCause, StepOutcome } from "../run/outcome.js";
import type { StepScope } from "../run/scope.js";
import type { StepState } from "../run/state.js";
import { censor } from "./censor.js";
import { endEvent, failedEvent, here, waitingEvent } from "./ending.js";
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
  scope: StepScope;
}

/** The run around a step. */
export interface RunAround {
  runId: string;
  workspaceId: string;
  rehearsal: boolean;
  lane: "critical" | "normal" | "bulk";
  /** Whether some step has answered the webhook already. */
  responded: () => boolean;
  /** Appends in order, without waiting; false: the run belongs to somebody else now, nothing may be sent. */
  log: (event: RunEventBody) => boolean;
  /** Appends and waits for the commit; false: not stored, and somebody else has to say first what happens now. */
  commit: (event: RunEventBody) => Promise<boolean>;
}

const DEFAULT_TIMEOUT_SECONDS = 30;

/** A step that can be performed: what performs it, with what. */
export type Prepared = { runner: NodeRunner; definition: NodeDefinition; params: JsonObject; effect: Effect };

/** Checks the node and makes its params: those that were logged, where an earlier attempt has fixed them. */
function prepare(todo: StepToDo, run: RunAround, parts: StepParts): Prepared | StepError {
  const { node, definition, before, scope } = todo;
  const runner = parts.runners.get(node.type);
  if (!definition || !runner) return { code: "node.unknownType", values: { type: node.type } };
  const logged = before?.input;
  const fixed = logged && typeof logged === "object" && !Array.isArray(logged) && !before.censored ? logged : undefined;
  try {
    let resolved = fixed ? { ok: true as const, params: fixed } : resolveParams(definition, node.params, scope.named);
    if (!resolved.ok) resolved = resolveParams(definition, node.params, scope.whole());
    if (!resolved.ok) return resolved.error;
    return { runner, definition, params: resolved.params, effect: effectOf(definition, resolved.params) };
  } catch (error) {
    return surprised(todo, run, parts, error).error;
  }
}

const isError = (value: object): value is StepError => "code" in value;

/** Performs a step that only computes; answers the event that ends it. */
export function computeStep(todo: StepToDo, run: RunAround, parts: StepParts): RunEventBody | Promise<RunEventBody> {
  const prepared = prepare(todo, run, parts);
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
  const prepared = prepare(todo, run, parts);
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
  const ours = prepared.effect === "create" ? await run.commit(started) : run.log(started);
  if (!ours) {
    call.giveBack();
    return undefined;
  }
  const outcome = await attempt(todo, run, parts, prepared, secret, call);
  call.giveBack();
  if (call.waiting) return waitingEvent(todo, call.waiting, parts);
  if (wasAborted(outcome, prepared.effect, cancellation)) return { type: "step.cancelled", ...here(todo, parts) };
  const limited = limitedFor(outcome);
  if (limited && secret?.pool) {
    parts.gate.freeze(secret.pool, limited.retryAfterMs);
    const until = parts.clock.now() + (limited.retryAfterMs ?? 60_000) + 1_000;
    return waitingEvent(todo, { reason: "freeze", until }, parts);
  }
  return endEvent(todo, run, parts, { prepared, secrets, outcome });
}

/** A read that was told to stop and did: no failure, and no reason to try again. */
function wasAborted(outcome: StepOutcome, effect: Effect, { requested }: Cancellation): boolean {
  return requested && effect === "read" && outcome.kind === "failed" && outcome.cause.kind !== "status";
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
    const tools = toolsOf(todo, run, secret, (request) => call.send(request));
    return withCredential(await runner.run(params, tools, definition), secret);
  } catch (error) {
    const outcome = surprised(todo, run, parts, error);
    // Our own fault after bytes had left says nothing about what the far end did.
    return call.sent ? { ...outcome, cause: { kind: "cutOff" } } : outcome;
  }
}

/** The sentence about a refused token names the credential. */
function withCredential(outcome: StepOutcome, secret: OpenSecret | undefined): StepOutcome {
  if (outcome.kind !== "failed" || secret?.name === undefined) return outcome;
  const values = { ...outcome.error.values, credential: secret.name };
  return { ...outcome, error: { ...outcome.error, values } };
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
  const { now, timezone } = todo.scope.named;
  return { http, read: http, progress: () => {}, secret, now, timezone, runId: run.runId, stepKey: todo.key };
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
