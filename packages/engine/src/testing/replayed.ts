import { expect } from "vitest";
import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import type { ItemsWish } from "../run/replay-items.js";
import { Bench } from "./bench.js";
import type { Manner } from "./far-end.js";
import { replayOf } from "./replaying.js";

export const say = (value: Json, more: object = {}) => ({ params: { say: value }, ...more });
export const calls = (bench: Bench) => bench.farEnd.arrivals.map(({ key }) => key);

/** A run that has gone as far as it goes, with a far end that meets steps so. */
export async function ran(document: WorkflowDocument, scripts: Record<string, Manner[]> = {}, payload: Json = {}) {
  const bench = new Bench();
  for (const [key, script] of Object.entries(scripts)) bench.farEnd.script(key, ...script);
  const runId = await bench.accept(document, payload);
  const life = bench.start();
  await bench.pass(100_000);
  return { bench, life, runId, before: calls(bench).length };
}

/** Replays it, and tells what the far end got then. */
export async function replayed(
  { bench, runId, before }: Pick<Awaited<ReturnType<typeof ran>>, "bench" | "runId" | "before">,
  from?: string | ({ key: string } & ItemsWish),
  version?: WorkflowDocument,
) {
  const made = await replayOf(bench, runId, from, version);
  if ("refuse" in made) return { refuse: made.refuse };
  await bench.store.create(made.run);
  await bench.pass(100_000);
  const state = await bench.state(made.run.id);
  expect(bench.surprises).toEqual([]);
  return { state, runId: made.run.id, calls: calls(bench).slice(before) };
}
