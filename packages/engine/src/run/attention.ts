import type { StepError } from "../failures.js";
import type { Json } from "../json.js";
import type { RunEventBody } from "./events.js";
import { partsOfKey, pathOf } from "./keys.js";
import type { RunState, StepState } from "./state.js";

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
  const keys = new Set<string>();
  for (const event of events) {
    if (event.type === "items.changed") for (const key of stepsInside(before, event)) keys.add(key);
    else if ("key" in event && event.type !== "item.settled") keys.add(event.key);
  }
  const change: AttentionChange = { put: [], drop: [] };
  for (const key of keys) {
    const [was, is] = [before.steps.get(key), after.steps.get(key)];
    const now = is && is !== was ? attentionOf(is) : undefined;
    if (now) change.put.push(now);
    else if (is !== was && was && attentionOf(was)) change.drop.push(key);
  }
  return change.put.length + change.drop.length > 0 ? change : undefined;
}

/** Steps of items that a person leaves out, or begins anew. */
function* stepsInside(state: RunState, { key, indexes }: Extract<RunEventBody, { type: "items.changed" }>) {
  const [around, depth, meant] = [pathOf(key), partsOfKey(key).indexes.length, new Set(indexes)];
  for (const { key: inside } of state.steps.values()) {
    const index = pathOf(inside).startsWith(around) ? partsOfKey(inside).indexes[depth] : undefined;
    if (index !== undefined && meant.has(index)) yield inside;
  }
}

/** Nothing of a step that needs nobody. */
export function attentionOf(step: StepState): Attention | undefined {
  const { key, nodeId, status, input, error, doubt, found = [], startedAt = 0, waitingFor, until } = step;
  const shown = { key, nodeId, ...(input !== undefined && { input }) };
  if (status === "waiting" && waitingFor === "approval")
    return { ...shown, kind: "approval", since: startedAt, ...(until !== undefined && { until }) };
  if (status !== "unknown") return undefined;
  const check = doubt &&
    doubt.checks > 0 && { times: doubt.checks, at: doubt.at, found, ...(doubt.error && { error: doubt.error }) };
  const since = doubt?.since ?? startedAt;
  return { ...shown, kind: "unknown", since, ...(error && { error }), ...(check && { check }) };
}
