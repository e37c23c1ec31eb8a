import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import { makePlan } from "../plan/plan.js";
import type { NewRun } from "../ports.js";
import type { RunEvent } from "../run/events.js";
import { partsOfKey } from "../run/keys.js";
import { replayFrom, replayWhole, type Original, type Taken } from "../run/replay.js";
import { replayItems, type ItemsWish } from "../run/replay-items.js";
import type { Bench } from "./bench.js";
import { runnableCatalogue } from "./tiny-runners.js";

/** A run of a bench as one that is replayed. */
async function originalOf(bench: Bench, runId: string): Promise<Original> {
  const record = await bench.kept.load(runId);
  if (!record) throw new Error(`no run ${runId}`);
  const state = await bench.state(runId);
  return { runId, state, events: record.events, plan: makePlan(record.document, runnableCatalogue) };
}

async function insideOf(bench: Bench, runId: string, key: string): Promise<RunEvent[]> {
  const [outermost] = partsOfKey(key).indexes;
  return outermost === undefined ? [] : bench.kept.itemEvents(runId, `[${outermost}]`);
}

/** The run that a replay would be, from a step or, without one, from the start; in another version, if one is given. */
export async function replayOf(
  bench: Bench,
  runId: string,
  from?: string | ({ key: string } & ItemsWish),
  version?: WorkflowDocument,
): Promise<{ run: NewRun } | Exclude<ReturnType<typeof replayItems>, { taken: unknown }>> {
  const original = await originalOf(bench, runId);
  const plan = version ? makePlan(version, runnableCatalogue) : original.plan;
  const at = bench.clock.now();
  const made: Taken | ReturnType<typeof replayItems> =
    from === undefined
      ? replayWhole(original, plan)
      : typeof from === "string"
        ? replayFrom(original, plan, from, at)
        : replayItems(original, plan, from.key, from, at, await insideOf(bench, runId, from.key));
  if ("refuse" in made) return made;
  const payload: Json = original.state.steps.get(original.state.trigger)?.output ?? null;
  const run = bench.newRun(plan.document, payload);
  return { run: { ...run, replayOf: runId, taken: made.taken } };
}
