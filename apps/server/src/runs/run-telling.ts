import { sayStepError } from "@leeway/api";
import type { LoopItem, Run, RunStep, StepErrorDto } from "@leeway/api";
import { PARKED_AT } from "@leeway/engine";
import type { Json, Locale, RunStatus, StepError, StepState } from "@leeway/engine";
import type { FoundItem } from "./loop-items.js";
import type { Words } from "../workflows/words.js";

/** What the list is made of. */
export interface RunRow {
  id: string;
  workflowId: string;
  workflowName: string;
  version: number | null;
  trigger: string;
  rehearsal: number;
  replayOf: string | null;
  parentRunId: string | null;
  place: string | null;
  dueAt: number | null;
  status: RunStatus;
  createdAt: number;
  startedAt: number | null;
  finishedAt: number | null;
  error: string | null;
  handledErrors: number;
  /** Of one that does not wait it may be what it waited for once. */
  waitingFor: NonNullable<Run["waitingFor"]>["reason"] | null;
  waitsUntil: number | null;
  documentId: string;
  /** 1: it was under way in a backup, and waits for a word. */
  restored: number;
}

const LONGEST_OF_ITEM = 8 * 1024;

const iso = (at: number | null | undefined) => (at === null || at === undefined ? null : new Date(at).toISOString());

/** A failure with its sentence. */
export function toError(error: StepError, locale: Locale, words: Words): StepErrorDto {
  const { code, values, nodeId, param, position } = error;
  return {
    code,
    ...sayStepError(words.titled(error), locale, words.nodeName),
    ...(nodeId !== undefined && { nodeId }),
    ...(param !== undefined && { param }),
    ...(position !== undefined && { position }),
    values,
  };
}

/** A run as lists and pages show it. */
export function toRun(row: RunRow, locale: Locale, words: (documentId: string) => Words): Run {
  const { id, workflowId, workflowName, trigger, status, handledErrors, replayOf } = row;
  const held = heldBy(row);
  return {
    id,
    workflowId,
    workflowName,
    version: row.version ?? "draft",
    trigger,
    status,
    createdAt: new Date(row.createdAt).toISOString(),
    startedAt: iso(row.startedAt),
    finishedAt: iso(row.finishedAt),
    error: row.error === null ? null : toError(JSON.parse(row.error) as StepError, locale, words(row.documentId)),
    handledErrors,
    replayOf,
    parentRunId: row.parentRunId,
    held,
    rehearsal: row.rehearsal === 1,
    // Of one that people have stopped this is what it waited for before.
    ...(status === "waiting" &&
      held !== "stopped" &&
      row.waitingFor && { waitingFor: { reason: row.waitingFor, until: untilOf(row.waitingFor, row.waitsUntil) } }),
  };
}

function heldBy({ place, dueAt, restored, finishedAt }: RunRow): Run["held"] {
  if (restored === 1 && finishedAt === null) return "restored";
  if (place === "next") return "place";
  if (place === "behind") return "key";
  return dueAt === PARKED_AT ? "stopped" : null;
}

/** A step as people see it; longer values are cut. */
export function toStep(step: StepState, locale: Locale, words: Words, longest = Infinity): RunStep {
  const [input, output] = [cut(step.input ?? null, longest), cut(step.output ?? null, longest)];
  return {
    key: step.key,
    nodeId: step.nodeId,
    status: step.status,
    attempts: step.attempts,
    input: input.value,
    output: output.value,
    error: step.error ? toError(step.error, locale, words) : null,
    port: step.port ?? null,
    startedAt: iso(step.startedAt),
    finishedAt: iso(step.finishedAt),
    ...waitOf(step),
    ...checkOf(step, locale, words),
    ...(step.resolved && { resolvedBy: step.resolvedBy === "check" ? ("check" as const) : ("person" as const) }),
    ...(step.progress && { progress: step.progress }),
    ...(step.takenFrom !== undefined && { takenFrom: step.takenFrom }),
    ...(step.rehearsed && { rehearsed: step.rehearsed }),
    ...((input.truncated || output.truncated) && { truncated: true }),
  };
}

/** When somebody lets a token go on, nobody knows: a worker only looks now and then. */
const untilOf = (reason: string, until: number | null | undefined) => (reason === "pause" ? null : iso(until));

function waitOf({ waitingFor: reason, until, childRunId: runId }: StepState): Pick<RunStep, "waitingFor"> {
  return reason ? { waitingFor: { reason, until: untilOf(reason, until), ...(runId !== undefined && { runId }) } } : {};
}

/** What looks at the service have come to, while nobody knows the outcome. */
function checkOf({ status, doubt, found = [] }: StepState, locale: Locale, words: Words): Pick<RunStep, "check"> {
  if (status !== "unknown" || !doubt || doubt.checks === 0) return {};
  const { checks, at, error } = doubt;
  const check = { times: checks, at: new Date(at).toISOString(), found: [...found] };
  return { check: { ...check, ...(error && { error: toError(error, locale, words) }) } };
}

/** An item of a loop as lists show it. */
export function toItem(item: FoundItem, locale: Locale, words: Words): LoopItem {
  const { index, status, error, handledErrors, data, result } = item;
  const [shown, made] = [cut(data, LONGEST_OF_ITEM), cut(result ?? null, LONGEST_OF_ITEM)];
  return {
    index,
    status,
    data: shown.value,
    ...(error && { error: toError(error, locale, words) }),
    ...(handledErrors !== undefined && { handledErrors }),
    ...(result !== undefined && { result: made.value }),
    ...((shown.truncated || made.truncated) && { truncated: true }),
  };
}

/** A value that is too long is shown as the beginning of its JSON. */
function cut(value: Json, longest: number): { value: Json; truncated: boolean } {
  if (longest === Infinity) return { value, truncated: false };
  const text = JSON.stringify(value);
  if (text.length * 3 <= longest || Buffer.byteLength(text) <= longest) return { value, truncated: false };
  // A character that is cut in two is left out.
  const beginning = new TextDecoder().decode(Buffer.from(text).subarray(0, longest), { stream: true });
  return { value: beginning, truncated: true };
}
