import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChangeItems } from "@leeway/api";
import {
  begunItems,
  chosenItems,
  partsOfKey,
  replayItems,
  signal,
  type ItemsRefusal,
  type ItemsWish,
  type LoopState,
  type RunEventBody,
  type RunState,
  type StepState,
} from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { Problem } from "../problems/problem.js";
import { refused, ReplaysService } from "./replays.service.js";
import { RunsReader } from "./runs.reader.js";
import { WorkerService } from "./worker.service.js";

type Refusal = ItemsRefusal | { code: "finished" } | { code: "loopEnded" } | { code: "notFound" };

/** What people decide about items of loops. */
@Injectable()
export class ItemChanges {
  constructor(
    private readonly reader: RunsReader,
    private readonly replays: ReplaysService,
    private readonly worker: WorkerService,
  ) {}

  /** In the run itself while it goes; once it has ended, in a new run that takes over the rest. */
  async change(
    workspaceId: string,
    runId: string,
    key: string,
    { indexes: items, requestKey, ...rest }: ChangeItems,
    by: string | null,
  ): Promise<{ runId: string }> {
    this.reader.assertOwn(workspaceId, runId);
    const { action, data } = rest;
    const wish: ItemsWish = { items, action, ...(data !== undefined && { data }), ...(by !== null && { by }) };
    let loop: LoopState | undefined;
    const result = await signal<Refusal>(this.worker.parts, runId, (state) => {
      const step = state.steps.get(key);
      loop = step?.loop;
      if (state.finishedAt !== undefined) return { refuse: { code: "finished" } };
      return wordIn(state, step, key, wish);
    });
    if (result.kind === "appended") return { runId };
    if (result.kind === "notFound") throw new Problem("replay.gone");
    const { why } = result;
    if (why.code === "notFound") throw new Problem("notFound");
    if (why.code === "loopEnded") throw new Problem("items.loopEnded");
    // Each of these looks at every item of what may be a hundred thousand: others have their turn in between.
    await nextTurn();
    const found = await this.replays.find(workspaceId, runId);
    await nextTurn();
    if (why.code !== "finished") throw refused(why, found.plan, loop?.count);
    const [outermost] = partsOfKey(key).indexes;
    const inside = outermost === undefined ? [] : await this.worker.parts.store.itemEvents(runId, `[${outermost}]`);
    const made = replayItems(found.original, found.plan, key, wish, Date.now(), inside);
    if ("refuse" in made) throw refused(made.refuse, found.plan, loop?.count);
    await nextTurn();
    return this.replays.begin(workspaceId, found, made.taken, requestKey);
  }
}

/** What to append to the log of a run that goes, or why not. */
function wordIn(
  state: RunState,
  step: StepState | undefined,
  key: string,
  wish: ItemsWish,
): { events: RunEventBody[] } | { refuse: Refusal } {
  if (!step) return { refuse: { code: "notFound" } };
  if (!step.loop) return { refuse: { code: "notLoop" } };
  if (step.status !== "running" || state.cancelRequested) return { refuse: { code: "loopEnded" } };
  const underWay = begunItems(state, key, step.loop);
  const chosen = chosenItems(step.loop, wish, (index) => underWay.has(index));
  if ("refuse" in chosen) return chosen;
  const { action, data, by } = wish;
  // Those that have not begun are done anyway.
  const indexes =
    action === "skip" ? chosen.indexes : chosen.indexes.filter((index) => step.loop?.items.at(index) === "failed");
  if (indexes.length === 0) return { refuse: { code: "nothing" } };
  const more = { ...(data !== undefined && { data }), ...(by !== undefined && { by }) };
  return { events: [{ type: "items.changed", at: Date.now(), key, nodeId: step.nodeId, indexes, action, ...more }] };
}
