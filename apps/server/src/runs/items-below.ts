import { itemsWord, makePlan, partsOfKey, type ItemsWish } from "@leeway/engine";
import { catalogue } from "@leeway/nodes";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { CalledAgain } from "../adapters/run-store/called-again.js";
import { DoubtTable } from "../adapters/run-store/doubt-table.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { foldInTurns } from "./read-state.js";
import { inDoubt, type Manner } from "./replays.service.js";
import { WorkerService } from "./worker.service.js";

/** What stands in the way of items of a run that still goes in the runs that they have called: done again, they would call them once more. */
@Injectable()
export class ItemsBelow {
  readonly #calledAgain: CalledAgain;
  readonly #doubts: DoubtTable;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly worker: WorkerService,
  ) {
    this.#calledAgain = new CalledAgain(handle);
    this.#doubts = new DoubtTable(handle);
  }

  /** Looks it up, and answers what refuses them where it is so: to be asked once more when they are about to be done again. */
  async look(
    workspaceId: string,
    runId: string,
    key: string,
    wish: ItemsWish,
    { unlessReplayed, despiteDoubt }: Manner,
  ): Promise<() => void> {
    const doubts = despiteDoubt ? [] : [...this.#doubts.of(workspaceId, runId)].filter((one) => one.runId !== runId);
    if (!unlessReplayed && doubts.length === 0) return () => {};
    const record = await this.worker.parts.store.load(runId);
    if (!record) return () => {};
    const plan = makePlan(record.document, catalogue);
    const state = await foldInTurns(record.events);
    const word = itemsWord(state, plan, key, wish, Date.now());
    const again = new Set("events" in word ? word.events.flatMap((one) => ("indexes" in one ? one.indexes : [])) : []);
    const loop = partsOfKey(key);
    const depth = loop.indexes.length;
    const takesOver = (step: string) => {
      const { nodeId, indexes } = partsOfKey(step);
      const isInLoop = plan.nodes.get(nodeId)?.loops[depth] === loop.nodeId;
      return !(isInLoop && loop.indexes.every((index, at) => indexes[at] === index) && again.has(indexes[depth] ?? -1));
    };
    const run = { replayOf: runId, workspaceId, rehearsal: state.rehearsal };
    const doubt = state.rehearsal ? undefined : doubts.find(({ step }) => !takesOver(step));
    if (doubt) throw inDoubt(doubt, plan);
    if (!unlessReplayed) return () => {};
    const looked = await this.#calledAgain.look(run, { takesOver });
    return () => {
      const found = this.#calledAgain.since(run, { takesOver }, looked);
      if (found !== undefined) throw new Problem("replay.below", { runId: found }, [], { runId: found });
    };
  }
}
