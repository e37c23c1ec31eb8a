import { effectOf } from "../run/retry.js";
import { credentialNeed, type Effect, type NodeDefinition } from "../definition.js";
import type { StepError } from "../failures.js";
import { outputsBefore } from "../run/scope.js";
import { wrongIdIn } from "../params/id-kinds.js";
import { resolveParams } from "../params/resolve.js";
import type { Cancellation, OpenSecret } from "../ports.js";
import type { NodeRunner } from "../runner.js";
import type { RunEventBody } from "../run/events.js";
import type { FailureCause, StepOutcome } from "../run/outcome.js";
import { censor } from "./censor.js";
import { beginLoop } from "./begin-loop.js";
import { endEvent, type Ending, failedEvent, here, waitingEvent } from "./ending.js";
import type { StepParts } from "./parts.js";
import { StepCalls } from "./step-calls.js";
import { noCall, OutOfReach, outOfReach, toolsOf } from "./step-tools.js";
import type { Prepared, RunAround, StepToDo } from "./step-to-do.js";

const DEFAULT_TIMEOUT_SECONDS = 30;

/** Checks the node and makes its params: those that were logged, where an earlier attempt has fixed them. */
export function prepare(todo: StepToDo, run: RunAround, parts: StepParts): Prepared | StepError {
  const { node, definition, before, scope } = todo;
  const runner = definition?.loop ? loopRunner : parts.runners.get(node.type);
  if (!definition || !runner) return { code: "node.unknownType", values: { type: node.type } };
  const logged = before?.input;
  const fixed = logged && typeof logged === "object" && !Array.isArray(logged) && !before.censored ? logged : undefined;
  try {
    let resolved = fixed ? { ok: true as const, params: fixed } : resolveParams(definition, node.params, scope.named);
    if (!resolved.ok) resolved = resolveParams(definition, node.params, scope.whole());
    if (!resolved.ok) return resolved.error;
    const wrong = fixed
      ? undefined
      : wrongIdIn(definition, resolved.params, () => outputsBefore(todo.plan, todo.state, todo.key));
    if (wrong) return wrong;
    return { runner, definition, params: resolved.params, effect: effectOf(definition, resolved.params) };
  } catch (error) {
    return surprised(todo, run, parts, error).error;
  }
}

/** Loops are done by `decide`, item by item. */
const loopRunner: NodeRunner = { type: "", run: () => ({ kind: "done", output: null }) };

/** Whether something could not be had: then this says why. */
export const isError = (value: object): value is StepError => "code" in value;

/** Performs a step that only computes; answers the event that ends it. */
export function computeStep(
  todo: StepToDo,
  run: RunAround,
  cancellation: Cancellation,
  parts: StepParts,
): RunEventBody | Promise<RunEventBody> {
  const prepared = prepare(todo, run, parts);
  if (isError(prepared)) return failedEvent(todo, prepared, parts);
  const { runner, definition, params } = prepared;
  if (definition.loop) return beginLoop(todo, params, parts);
  const ending = { prepared, input: params, secrets: none };
  try {
    const outcome = runner.run(params, toolsOf(todo, run, undefined, parts, cancellation, noCall), definition);
    return outcome instanceof Promise
      ? awaited(outcome, ending, todo, run, cancellation, parts)
      : endEvent(todo, run, parts, ending, outcome);
  } catch (error) {
    return endEvent(todo, run, parts, ending, surprised(todo, run, parts, error));
  }
}

const none: readonly string[] = [];

async function awaited(
  coming: Promise<StepOutcome>,
  ending: Ending,
  todo: StepToDo,
  run: RunAround,
  cancellation: Cancellation,
  parts: StepParts,
): Promise<RunEventBody> {
  const outcome = await coming.catch((error: unknown) => surprised(todo, run, parts, error));
  return cancellation.requested && outcome.kind === "failed"
    ? { type: "step.cancelled", ...here(todo, parts) }
    : since(todo.scope.named.now, endEvent(todo, run, parts, ending, outcome));
}

/** What computes elsewhere takes its time, and no `step.started` says since when. */
const since = (from: number, event: RunEventBody): RunEventBody =>
  event.type === "step.succeeded" || event.type === "step.failed" ? { ...event, from } : event;

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
  const calls = stepCalls(todo, run, cancellation, parts, prepared, secret);
  const wait = await calls.takeTicket();
  if (wait) return waitingEvent(todo, wait, parts);
  // What only reads is the whole of a reading step; of any other the intent is logged before the call that it is made for.
  if (prepared.effect === "read" && !cancellation.requested) void calls.start();
  const came =
    cancellation.requested || calls.lost
      ? undefined
      : await attempt(todo, run, cancellation, parts, prepared, secret, calls);
  // The definition's sample stands for the answer that nobody gave.
  const outcome = calls.withheld && came ? { kind: "done" as const, output: prepared.definition.sample } : came;
  calls.giveBack();
  if (calls.lost) return undefined;
  if (calls.waiting && !run.cancelled()) return waitingEvent(todo, calls.waiting, parts);
  if (!outcome || calls.waiting || wasAborted(outcome, prepared.effect, calls, cancellation))
    return { type: "step.cancelled", ...here(todo, parts) };
  const limited = limitedFor(outcome);
  if (limited && secret?.pool) {
    parts.gate.freeze(secret.pool, limited.retryAfterMs);
    const until = parts.clock.now() + (limited.retryAfterMs ?? 60_000) + 1_000;
    return waitingEvent(todo, { reason: "freeze", until }, parts);
  }
  const secrets = secretsIn(run, parts, secret);
  const input = censor(prepared.params, secrets);
  const ending = { prepared, secrets, ...(!calls.begun && { input }), ...(!calls.sent && { effect: "read" as const }) };
  return endEvent(todo, run, parts, ending, outcome);
}

/** What nothing that is kept of a step may have: its own secret, and those of other steps that its far end may know. */
const secretsIn = ({ workspaceId }: RunAround, { secrets }: StepParts, secret?: OpenSecret): readonly string[] => [
  ...(secret?.censor ?? []),
  ...secrets.spoken(workspaceId),
];

/** Keeps entries of a rehearsal apart from real ones. */
export const serviceOf = (type: string, { rehearsal }: RunAround): string =>
  `${rehearsal ? "sandbox of " : ""}${type.split(".")[0]}`;

/** The calls of one attempt, with the event that says before the first of them what is about to be sent. */
export function stepCalls(
  todo: StepToDo,
  run: RunAround,
  cancellation: Cancellation,
  parts: StepParts,
  prepared: Prepared,
  secret: OpenSecret | undefined,
): StepCalls {
  const facts = {
    pool: secret?.pool,
    lane: run.lane,
    workspaceId: run.workspaceId,
    runId: run.runId,
    stepKey: todo.key,
    callMs: (todo.node.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000,
    allowedHosts: secret?.allowedHosts,
    effect: prepared.effect,
    cancellation,
    stopping: () => run.stopping() || run.leftOut(todo.key),
    unheard: run.unheard,
  };
  return new StepCalls(
    todo,
    run,
    parts,
    facts,
    () => {
      const input = censor(prepared.params, secretsIn(run, parts, secret));
      const started: RunEventBody = {
        type: "step.started",
        ...here(todo, parts),
        attempt: todo.attempt,
        input,
        ...(input !== prepared.params && { censored: true }),
      };
      // Intent before effect: only where a second call would do a second thing is it worth a wait for the disk.
      return prepared.effect === "create" ? intend(todo, run, parts, prepared, started) : run.log(started);
    },
    () => run.commit({ type: "step.waiting", ...here(todo, parts), waitingFor: "run", until: null }),
    secret,
  );
}

/** The intent is kept, and with it, where the call can be found again at the service, what it looks like there. */
async function intend(
  { key: stepKey, node }: StepToDo,
  run: RunAround,
  parts: StepParts,
  { runner, params, definition }: Prepared,
  started: RunEventBody,
): Promise<boolean> {
  const mark = runner.mark?.(params, definition);
  const { workspaceId, runId } = run;
  const service = serviceOf(node.type, run);
  // Before the intent: where it cannot be kept, nothing has begun, and the step is tried again.
  if (mark !== undefined) await parts.doubts.sending({ workspaceId, service, mark, runId, stepKey }).catch(outOfReach);
  return run.commit(started);
}

/** What only read was told to stop and did: no failure, and no reason to try again. */
function wasAborted(outcome: StepOutcome, effect: Effect, { sent }: StepCalls, { requested }: Cancellation): boolean {
  const reads = effect === "read" || !sent;
  return requested && reads && outcome.kind === "failed" && outcome.cause.kind !== "status";
}

async function attempt(
  todo: StepToDo,
  run: RunAround,
  cancellation: Cancellation,
  parts: StepParts,
  { runner, params, definition }: Prepared,
  secret: OpenSecret | undefined,
  calls: StepCalls,
): Promise<StepOutcome> {
  try {
    const tools = toolsOf(todo, run, secret, parts, cancellation, calls);
    return withCredential(await runner.run(params, tools, definition), secret);
  } catch (error) {
    if (error instanceof OutOfReach) {
      calls.giveBack();
      throw error;
    }
    const outcome = surprised(todo, run, parts, error);
    // Our own fault after bytes had left says nothing about what the far end did.
    return calls.sent ? { ...outcome, cause: { kind: "cutOff" } } : outcome;
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

/** The credential of a step, in a rehearsal what stands for it; nothing where the step needs none. */
export async function openSecret(
  { node }: StepToDo,
  run: RunAround,
  definition: NodeDefinition,
  parts: StepParts,
): Promise<OpenSecret | StepError | undefined> {
  const wanted = credentialNeed(definition, node.params);
  if (!wanted) return undefined;
  const standIn = run.rehearsal && (await parts.secrets.standIn(run.workspaceId, node.credential, wanted.types));
  if (standIn) return standIn;
  const types = wanted.types.join(", ");
  if (node.credential === undefined)
    return wanted.optional ? undefined : { code: "credential.missing", values: { types } };
  const secret = await parts.secrets.open(run.workspaceId, node.credential);
  if (isError(secret)) return secret;
  if (!wanted.types.includes(secret.type))
    return { code: "credential.wrongType", values: { expected: types, found: secret.type } };
  return secret;
}

function limitedFor(outcome: StepOutcome): { retryAfterMs: number | undefined } | undefined {
  if (outcome.kind !== "failed" || outcome.cause.kind !== "status" || outcome.cause.status !== 429) return undefined;
  return { retryAfterMs: outcome.cause.retryAfterMs };
}
