import { setImmediate as nextTurn } from "node:timers/promises";
import type { ChangeItems } from "@leeway/api";
import { itemsWord, partsOfKey, replayItems, signal, type ItemsWish } from "@leeway/engine";
import { Injectable } from "@nestjs/common";
import { ItemsBelow } from "./items-below.js";
import { Problem } from "../problems/problem.js";
import { refused, ReplaysService, type Manner } from "./replays.service.js";
import { RunsReader } from "./runs.reader.js";
import { WorkerService } from "./worker.service.js";

/** What people decide about items of loops. */
@Injectable()
export class ItemChanges {
  constructor(
    private readonly reader: RunsReader,
    private readonly replays: ReplaysService,
    private readonly worker: WorkerService,
    private readonly below: ItemsBelow,
  ) {}

  /** In the run itself while it goes; once it has ended, in a new run that takes over the rest. */
  async change(
    workspaceId: string,
    runId: string,
    key: string,
    { indexes: items, action, data, version, ...manner }: ChangeItems,
    by: string | null,
  ): Promise<{ runId: string }> {
    this.reader.assertOwn(workspaceId, runId);
    const wish: ItemsWish = { items, action, ...(data !== undefined && { data }), ...(by !== null && { by }) };
    // What has ended is not read for nothing: it may have a hundred thousand items.
    if (!this.reader.isOver(runId)) {
      // It keeps its version to its end.
      if (version !== undefined) throw new Problem("replay.open");
      const refuse = action === "retry" ? await this.below.look(workspaceId, runId, key, wish, manner) : undefined;
      const result = await signal(this.worker.parts, runId, (state, plan) => {
        refuse?.();
        return itemsWord(state, plan, key, wish, Date.now());
      });
      if (result.kind === "appended") return { runId };
      if (result.kind === "notFound") throw new Problem("replay.gone");
      const { why } = result;
      // Of an item that has ended the log alone still knows the loops.
      if (why.code === "notFound") throw new Problem(this.reader.hasStep(runId, key) ? "items.loopEnded" : "notFound");
      if (why.code === "loopEnded") throw new Problem("items.loopEnded");
      if (why.code !== "finished") throw refused(why, (await this.replays.find(workspaceId, runId)).plan);
    }
    return this.#inNewRun(workspaceId, runId, key, wish, version, manner);
  }

  /** Each step of it looks at every item: others have their turn in between. */
  async #inNewRun(
    workspaceId: string,
    runId: string,
    key: string,
    wish: ItemsWish,
    version: ChangeItems["version"],
    manner: Manner,
  ): Promise<{ runId: string }> {
    const found = await this.replays.find(workspaceId, runId, version);
    await nextTurn();
    const [outermost] = partsOfKey(key).indexes;
    const inside = outermost === undefined ? [] : await this.worker.parts.store.itemEvents(runId, `[${outermost}]`);
    const made = replayItems(found.original, found.plan, key, wish, Date.now(), inside);
    if ("refuse" in made) throw refused(made.refuse, found.plan, found.original.plan);
    await nextTurn();
    // Of its own steps only those are done again whose item is named.
    return this.replays.begin(workspaceId, found, made.taken, manner, () => true);
  }
}
