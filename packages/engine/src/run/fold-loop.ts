import type { Json } from "../json.js";
import type { RunEventBody } from "./events.js";
import type { Draft, DraftStep } from "./draft.js";
import { sizeOf } from "../params/size.js";
import { partsOfKey, pathOf } from "./keys.js";
import type { LoopState } from "./state.js";

type Settled = Extract<RunEventBody, { type: "item.settled" }>;
type Changed = Extract<RunEventBody, { type: "items.changed" }>;

/** An item has ended: it is counted, and its steps are left to the log, so that 100,000 items need no more room than one. */
export function settleItem(run: Draft, step: DraftStep, event: Settled, forget: (key: string) => void): void {
  const { loop } = step;
  const { index, as, result, error } = event;
  if (!loop || loop.items.at(index) !== undefined) return;
  const next: LoopState = { ...loop, items: loop.items.with(index, as), [as]: loop[as] + 1 };
  if (result !== undefined) {
    next.results = withResult(loop, index, result);
    next.resultSize = (loop.resultSize ?? 0) + 1 + sizeOf(result, Infinity);
  }
  if (as === "failed") {
    next.firstError ??= { index, ...(error && { error }) };
    if (loop.onItemError === "continue") run.handledErrors += 1;
    forgetAnswers(run, step.key, loop, index);
  }
  step.loop = next;
  forgetItem(run, step.key, loop, index, forget);
}

/**
 * Grows in place: a copy for each of 100,000 results would never end. An older state of the run sees results of items that
 * have not come through in it: who reads them asks how the item ended first.
 */
function withResult({ results }: LoopState, index: number, result: Json) {
  const grown = (results ?? new Map()) as Map<number, Json>;
  return grown.set(index, result);
}

function forgetItem(
  run: Draft,
  loopKey: string,
  { body }: LoopState,
  index: number,
  forget: (key: string) => void,
): void {
  const path = `${pathOf(loopKey)}[${index}]`;
  for (const id of body) {
    const inner = run.steps.get(id + path)?.loop;
    if (inner) forgetInside(run, id + path, inner, forget);
    forget(id + path);
  }
}

/** What there still is of a loop inside: its items that were cut off, or left out while they were under way. */
function forgetInside(run: Draft, loopKey: string, loop: LoopState, forget: (key: string) => void): void {
  if (loop.succeeded + loop.failed === loop.count) return;
  const [ids, around] = [new Set(loop.body), `${pathOf(loopKey)}[`];
  for (const step of run.steps.values()) {
    if (!ids.has(step.nodeId) || !step.key.slice(step.nodeId.length).startsWith(around)) continue;
    if (step.loop) forgetInside(run, step.key, step.loop, forget);
    forget(step.key);
  }
}

/** Failed items are done again, those that have not ended are left out. */
export function changeItems(run: Draft, step: DraftStep, event: Changed, forget: (key: string) => void): void {
  const rounds = new Map(step.loop?.rounds);
  for (const index of event.indexes) {
    const { loop } = step;
    if (!loop) return;
    const was = loop.items.at(index);
    if (event.action === "retry" ? was !== "failed" : was === "succeeded" || was === "skipped") continue;
    const next: LoopState = {
      ...loop,
      items: loop.items.with(index, event.action === "retry" ? undefined : "skipped"),
      failed: loop.failed - (was === "failed" ? 1 : 0),
      skipped: loop.skipped + (event.action === "skip" ? 1 : 0),
    };
    if (event.data !== undefined) next.data = new Map(loop.data).set(index, event.data);
    if (was === "failed" && loop.onItemError === "continue") run.handledErrors -= 1;
    if (event.action === "retry") rounds.set(index, (rounds.get(index) ?? 0) + 1);
    step.loop = next;
    if (was === undefined) forgetItem(run, step.key, loop, index, forget);
  }
  if (step.loop) step.loop = { ...withFirstError(step.loop), ...(rounds.size > 0 && { rounds }) };
}

/** The words that a failed item's waits were given count for this time: done again, it asks anew. */
function forgetAnswers(run: Draft, loopKey: string, { body }: LoopState, index: number): void {
  const path = `${pathOf(loopKey)}[${index}]`;
  const given = [...run.answers.keys()].filter((key) => pathOf(key).startsWith(path));
  if (given.length === 0) return;
  const ids = new Set(body);
  for (const { key, loop } of run.steps.values())
    if (loop && pathOf(key).startsWith(path)) for (const id of loop.body) ids.add(id);
  const answers = new Map(run.answers);
  for (const key of given) if (ids.has(partsOfKey(key).nodeId)) answers.delete(key);
  run.answers = answers;
}

/** Of an item that is done again, or left out, the failure counts no more. */
function withFirstError(loop: LoopState): LoopState {
  const { firstError, ...others } = loop;
  if (!firstError || loop.items.at(firstError.index) === "failed") return loop;
  const [index] = loop.items.all("failed");
  return index === undefined ? others : { ...others, firstError: { index } };
}
