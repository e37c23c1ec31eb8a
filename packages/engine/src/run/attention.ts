import type { StepError } from "../failures.js";
import { isObject, type Json } from "../json.js";
import type { RunEventBody } from "./events.js";
import { partsOfKey, pathOf } from "./keys.js";
import type { RunState, StepState } from "./state.js";
import { isId, whoseId } from "./whose-id.js";

/** A step that goes on only when a person says how: of a doubt what became of it, of an approval yes or no. */
export interface Attention {
  key: string;
  nodeId: string;
  kind: "unknown" | "approval";
  /** Since when. */
  since: number;
  /** When it is over without a person; null or absent: never. */
  until?: number | null;
  /** What was sent, or what is asked. */
  input?: Json;
  /** Names of what ids in the input stand for, as far as the run knows them. */
  names?: Readonly<Record<string, string>>;
  error?: StepError;
  /** What looks at the service have come to. */
  check?: { times: number; at: number; found: readonly Json[]; error?: StepError };
}

/** What an append changes in what waits for people. When a run ends, nothing of it does any more. */
export interface AttentionChange {
  put: Attention[];
  drop: string[];
}

/** What events change in what waits for people, between the states before and after them; nothing where that is nothing. */
export function attentionBetween(
  before: RunState,
  events: readonly RunEventBody[],
  after: RunState,
): AttentionChange | undefined {
  // Made where there is something to say: nearly every step needs nobody, and this is asked with every append.
  let keys: Set<string> | undefined;
  const look = (key: string) => {
    if (needsPerson(before.steps.get(key)) || needsPerson(after.steps.get(key))) (keys ??= new Set()).add(key);
  };
  for (const event of events) {
    if (event.type === "items.changed") for (const key of stepsInside(before, event)) look(key);
    else if ("key" in event && event.type !== "item.settled") look(event.key);
  }
  if (!keys) return undefined;
  const change: AttentionChange = { put: [], drop: [] };
  for (const key of keys) {
    const [was, is] = [before.steps.get(key), after.steps.get(key)];
    if (is === was) continue;
    const now = is && attentionOf(is, after);
    if (now) change.put.push(now);
    else if (needsPerson(was)) change.drop.push(key);
  }
  return change.put.length + change.drop.length > 0 ? change : undefined;
}

const needsPerson = (step: StepState | undefined): boolean =>
  step?.status === "unknown" || (step?.status === "waiting" && step.waitingFor === "approval");

/** Steps of items that a person leaves out, or begins anew. */
function* stepsInside(state: RunState, { key, indexes }: Extract<RunEventBody, { type: "items.changed" }>) {
  const [around, depth, meant] = [pathOf(key), partsOfKey(key).indexes.length, new Set(indexes)];
  for (const { key: inside } of state.steps.values()) {
    const index = pathOf(inside).startsWith(around) ? partsOfKey(inside).indexes[depth] : undefined;
    if (index !== undefined && meant.has(index)) yield inside;
  }
}

/** Nothing of a step that needs nobody. */
export function attentionOf(step: StepState, run: Pick<RunState, "steps">): Attention | undefined {
  if (!needsPerson(step)) return undefined;
  const { key, nodeId, status, input, error, doubt, found = [], startedAt = 0, until } = step;
  const names = namesIn(input, run);
  const shown = { key, nodeId, ...(input !== undefined && { input }), ...(names && { names }) };
  if (status === "waiting")
    return { ...shown, kind: "approval", since: startedAt, ...(until !== undefined && { until }) };
  const check = doubt &&
    doubt.checks > 0 && { times: doubt.checks, at: doubt.at, found, ...(doubt.error && { error: doubt.error }) };
  const since = doubt?.since ?? startedAt;
  return { ...shown, kind: "unknown", since, ...(error && { error }), ...(check && { check }) };
}

/** Whom or what the ids of an input stand for: who is asked reads names, and not the whole run. */
function namesIn(input: Json | undefined, { steps }: Pick<RunState, "steps">): Record<string, string> | undefined {
  if (!isObject(input)) return undefined;
  const ids = new Set(Object.values(input).filter((value) => typeof value === "string" && isId(value)) as string[]);
  if (ids.size === 0) return undefined;
  // What the step goes by came last.
  const answers = [...steps.values()].map(({ output }) => output).reverse();
  const names = [...ids].flatMap((id) => {
    const name = whoseId(id, answers);
    return name === undefined ? [] : [[id, name] as const];
  });
  return names.length === 0 ? undefined : Object.fromEntries(names);
}
