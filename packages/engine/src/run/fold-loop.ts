import type { Json } from "../json.js";
import type { RunEventBody } from "./events.js";
import type { Draft, DraftStep } from "./fold.js";
import { pathOf } from "./keys.js";
import type { LoopState } from "./state.js";

type Settled = Extract<RunEventBody, { type: "item.settled" }>;
type Changed = Extract<RunEventBody, { type: "items.changed" }>;

/** An item has ended: it is counted, and its steps are left to the log, so that 100,000 items need no more room than one. */
export function settleItem(run: Draft, step: DraftStep, event: Settled, forget: (key: string) => void): void {
  const { loop } = step;
  const { index, as, result, error } = event;
  if (!loop || loop.items.at(index) !== undefined) return;
  const next: LoopState = { ...loop, items: loop.items.with(index, as), [as]: loop[as] + 1 };
  if (result !== undefined) next.results = withResult(loop, index, result);
  if (as === "failed") {
    next.firstError ??= { index, ...(error && { error }) };
    if (loop.onItemError === "continue") run.handledErrors += 1;
  }
  step.loop = next;
  forgetItem(step.key, loop, index, forget);
}

/**
 * Grows in place: a copy for each of 100,000 results would never end. An older state of the run sees results of items that
 * have not ended in it, and asks for none of them.
 */
function withResult({ results }: LoopState, index: number, result: Json) {
  const grown = (results ?? new Map()) as Map<number, Json>;
  return grown.set(index, result);
}

function forgetItem(loopKey: string, { body }: LoopState, index: number, forget: (key: string) => void): void {
  const path = `${pathOf(loopKey)}[${index}]`;
  for (const id of body) forget(id + path);
}

/** Failed items are done again, those that have not ended are left out. */
export function changeItems(run: Draft, step: DraftStep, event: Changed, forget: (key: string) => void): void {
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
    if (next.failed === 0) delete next.firstError;
    step.loop = next;
    if (was === undefined) forgetItem(step.key, loop, index, forget);
  }
}
