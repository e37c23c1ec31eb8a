import { begunItems } from "./begun-items.js";
import type { Draft, DraftStep } from "./draft.js";
import { sizeOf } from "../params/size.js";
import { partsOfKey, pathOf } from "./keys.js";
import type { ItemEnd, RunEventBody } from "./events.js";
import { handledIn, handledOf, isLeftOut } from "./handled.js";
import type { LoopState } from "./state.js";

type Settled = Extract<RunEventBody, { type: "item.settled" }>;
type Taken = Extract<RunEventBody, { type: "items.taken" }>;
type Changed = Extract<RunEventBody, { type: "items.changed" }>;

/** The steps of a run that is followed. */
export interface Steps {
  /** Drops one of an item that has ended. */
  forget(key: string): void;
}

/** An item has ended: it is counted, and its steps are left to the log, so that 100,000 items need no more room than one. */
export function settleItem(run: Draft, step: DraftStep, event: Settled, steps: Steps): void {
  const { loop } = step;
  const { index, as, result, error } = event;
  if (!loop || loop.items.at(index) !== undefined) return;
  const next: LoopState = { ...loop, items: loop.items.with(index, as), [as]: loop[as] + 1 };
  if (result !== undefined) {
    next.results = grown(loop.results, index, result);
    next.resultSize = (loop.resultSize ?? 0) + 1 + sizeOf(result, Infinity);
  }
  const known = handledIn(run, step.key, loop, index);
  const { handledErrors: handled = known } = event;
  // Of an item that had ended when the log was read its steps are not here, and its end says of them all.
  const further = handled - known + Number(as === "failed" && loop.onItemError === "continue");
  if (further !== 0 && !isLeftOut(run, step)) run.handledErrors += further;
  countHandled(next, index, as, handled);
  if (as === "failed") next.firstError ??= { index, ...(error && { error }) };
  step.loop = next;
  forgetItem(run, step.key, loop, index, steps);
}

function countHandled(loop: LoopState, index: number, as: ItemEnd, handled: number): void {
  if (handled > 0 || loop.handledBy?.has(index)) loop.handledBy = grown(loop.handledBy, index, handled);
  if (handled === 0) return;
  loop.handled = (loop.handled ?? 0) + handled;
  if (as === "succeeded") loop.flawed += 1;
}

/** The ends of items that have none yet and have not begun, as another run has told them. */
export function takeItems(run: Draft, step: DraftStep, { ends }: Taken): void {
  for (const { as, from, count, results = [], errors = [], handledErrors = [] } of ends) {
    const { loop } = step;
    if (!loop) return;
    const indexes: number[] = [];
    for (let index = from; index < Math.min(from + count, loop.count); index++)
      if (loop.items.at(index) === undefined) indexes.push(index);
    const next: LoopState = { ...loop, items: loop.items.withAll(indexes, as), [as]: loop[as] + indexes.length };
    if (results.length > 0)
      for (const index of indexes) {
        const result = results[index - from] ?? null;
        next.results = grown(next.results, index, result);
        next.resultSize = (next.resultSize ?? 0) + 1 + sizeOf(result, Infinity);
      }
    if (handledErrors.length > 0)
      for (const index of indexes) {
        const handled = handledErrors[index - from] ?? 0;
        run.handledErrors += handled;
        countHandled(next, index, as, handled);
      }
    const [first] = indexes;
    if (as === "failed" && first !== undefined) {
      const error = errors[first - from];
      next.firstError ??= { index: first, ...(error && { error }) };
      if (loop.onItemError === "continue") run.handledErrors += indexes.length;
    }
    step.loop = next;
  }
}

/**
 * Grows in place: a copy for each of 100,000 items would never end. An older state of the run sees what is of items that
 * have not ended so in it: who reads asks how the item ended first.
 */
function grown<T>(before: ReadonlyMap<number, T> | undefined, index: number, value: T): Map<number, T> {
  return ((before ?? new Map<number, T>()) as Map<number, T>).set(index, value);
}

function forgetItem(run: Draft, loopKey: string, { body }: LoopState, index: number, steps: Steps): void {
  const path = `${pathOf(loopKey)}[${index}]`;
  forgetAnswers(run, path, body);
  for (const id of body) {
    const inner = run.steps.get(id + path)?.loop;
    if (inner) forgetInside(run, id + path, inner, steps);
    steps.forget(id + path);
  }
}

/** What there still is of a loop inside: its items that were cut off, or left out while they were under way. */
function forgetInside(run: Draft, loopKey: string, loop: LoopState, steps: Steps): void {
  if (loop.succeeded + loop.failed === loop.count) return;
  const [ids, around] = [new Set(loop.body), `${pathOf(loopKey)}[`];
  for (const step of run.steps.values()) {
    if (!ids.has(step.nodeId) || !step.key.slice(step.nodeId.length).startsWith(around)) continue;
    if (step.loop) forgetInside(run, step.key, step.loop, steps);
    steps.forget(step.key);
  }
}

/** Failed items are done again, those that have not ended are left out; a hundred thousand of them in one go. */
export function changeItems(run: Draft, step: DraftStep, event: Changed, steps: Steps): void {
  const { loop } = step;
  if (!loop) return;
  const { action, data } = event;
  const may = (was: ItemEnd | undefined) =>
    action === "retry" ? was === "failed" : was === undefined || was === "failed";
  const indexes = [...new Set(event.indexes)].filter((index) => index < loop.count && may(loop.items.at(index)));
  const failed = indexes.filter((index) => loop.items.at(index) === "failed");
  // What went wrong in them counts no more: it has not been, or comes again.
  const handled = failed.reduce((sum, index) => sum + handledOf(loop, index), 0);
  run.handledErrors -= handled + (loop.onItemError === "continue" ? failed.length : 0);
  const inside = begunItems(run, step.key, loop);
  for (const index of indexes) {
    // Of one that has not begun there may be an answer that came early.
    const isKnown = inside.has(index) || run.answers.size > 0;
    if (!isKnown || loop.items.at(index) !== undefined) continue;
    run.handledErrors -= handledIn(run, step.key, loop, index);
    forgetItem(run, step.key, loop, index, steps);
  }
  step.loop = withFirstError({
    ...loop,
    items: loop.items.withAll(indexes, action === "retry" ? undefined : "skipped"),
    failed: loop.failed - failed.length,
    ...(handled > 0 && { handled: (loop.handled ?? 0) - handled }),
    skipped: loop.skipped + (action === "skip" ? indexes.length : 0),
    ...(data !== undefined && { data: new Map([...(loop.data ?? []), ...indexes.map((one) => [one, data] as const)]) }),
    ...(action === "retry" && indexes.length > 0 && { rounds: oneMore(loop.rounds, indexes) }),
  });
}

function oneMore(rounds: LoopState["rounds"], indexes: readonly number[]): Map<number, number> {
  const more = new Map(rounds);
  for (const index of indexes) more.set(index, (more.get(index) ?? 0) + 1);
  return more;
}

/** What an item's waits were told is over with it: done again, it asks anew. `body`: the nodes of its loop. */
function forgetAnswers(run: Draft, path: string, body: readonly string[]): void {
  if (run.answers.size === 0) return;
  const given = [...run.answers.keys()].filter((key) => pathOf(key).startsWith(path));
  if (given.length === 0) return;
  const loops = [...run.steps.values()].filter(({ loop }) => loop);
  const ids = new Set(body);
  // With what is added meanwhile: loops inside, and inside of these. Another loop's item of this number lies beside them.
  for (const id of ids)
    for (const { nodeId, loop } of loops) if (nodeId === id) for (const inside of loop?.body ?? []) ids.add(inside);
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
