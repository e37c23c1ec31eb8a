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
    // What has ended is not read for nothing: it may have a hundred thousand items.
    if (!this.reader.isOver(runId)) {
      const result = await signal<Refusal>(this.worker.parts, runId, (state) =>
        state.finishedAt === undefined
          ? wordIn(state, state.steps.get(key), key, wish)
          : { refuse: { code: "finished" } },
      );
      if (result.kind === "appended") return { runId };
      if (result.kind === "notFound") throw new Problem("replay.gone");
      const { why } = result;
      if (why.code === "notFound") throw new Problem("notFound");
      if (why.code === "loopEnded") throw new Problem("items.loopEnded");
      if (why.code !== "finished") throw refused(why, (await this.replays.find(workspaceId, runId)).plan);
    }
    return this.#inNewRun(workspaceId, runId, key, wish, requestKey);
  }

  /** Each step of it looks at every item: others have their turn in between. */
  async #inNewRun(
    workspaceId: string,
    runId: string,
    key: string,
    wish: ItemsWish,
    requestKey: string | undefined,
  ): Promise<{ runId: string }> {
    const found = await this.replays.find(workspaceId, runId);
    await nextTurn();
    const [outermost] = partsOfKey(key).indexes;
    const inside = outermost === undefined ? [] : await this.worker.parts.store.itemEvents(runId, `[${outermost}]`);
    const made = replayItems(found.original, found.plan, key, wish, Date.now(), inside);
    if ("refuse" in made) throw refused(made.refuse, found.plan);
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
