import type { WorkflowDocument } from "../document/document.js";
import type { Json } from "../json.js";
import { expect } from "vitest";
import { Bench } from "./bench.js";

/** What stands in the loop `each`. */
export const inside = { parent: "each" };
export const say = (value: string) => ({ ...inside, params: { say: value } });
export const each = (items: Json, more: object = {}) => ({ each: { params: { items, ...more } } });

/** A bench whose server has performed the run as far as it goes in ten minutes. */
export async function performed(
  document: WorkflowDocument,
  payload: Json = {},
  prepare: (bench: Bench) => void = () => {},
) {
  const bench = new Bench();
  prepare(bench);
  const runId = await bench.accept(document, payload);
  bench.start();
  await bench.pass(600_000);
  expect(bench.surprises).toEqual([]);
  return { bench, runId, state: await bench.state(runId), story: await bench.story(runId) };
}
/** What the far end got, by step, and what was in it. */
export const calls = (bench: Bench) => bench.farEnd.arrivals.map(({ key }) => key);
export const bodies = (bench: Bench) => bench.farEnd.arrivals.map(({ body }) => body);
