import { expect, test } from "vitest";
import fc from "fast-check";
import { byItem } from "./by-item.js";
import type { RunEventBody } from "./events.js";
import { emptyRunState, fold } from "./fold.js";
import { rowsOf } from "./log-rows.js";

const at = 1;
const step = (key: string) => ({ at, key, nodeId: key.replace(/\[.*/, "") });
const loop = (key: string, body: string[], count = 3): RunEventBody => ({
  type: "step.started",
  ...step(key),
  attempt: 1,
  input: {},
  loop: { count, concurrency: 9, onItemError: "continue", body },
});
const started = (key: string): RunEventBody => ({ type: "step.started", ...step(key), attempt: 1, input: key });
const done = (key: string, more: object = {}): RunEventBody => ({
  type: "step.succeeded",
  ...step(key),
  output: key,
  port: "main",
  ...more,
});
const failed = (key: string, handled: "stop" | "continue"): RunEventBody => {
  const error = { code: "request.timeout" as const, values: { key } };
  return { type: "step.failed", ...step(key), error, handled };
};
const settled = (key: string, index: number, as: "succeeded" | "failed"): RunEventBody => ({
  type: "item.settled",
  ...step(key),
  index,
  as,
  ...(as === "failed" ? { error: { code: "request.timeout" as const, values: { index } } } : { result: index }),
});

type End = "done" | "ends" | "answers" | "fails" | "handled" | "open" | "nested";

/** All that happens in one item, in its order. */
function story(path: string, end: End): RunEventBody[] {
  const index = Number(path.slice(1, -1));
  if (end === "nested")
    return [
      loop(`in${path}`, ["x"]),
      ...[0, 1].flatMap((inner) => [started(`x${path}[${inner}]`), failed(`x${path}[${inner}]`, "continue")]),
      settled(`in${path}`, 1, "failed"),
      settled(`in${path}`, 0, "succeeded"),
    ];
  const call = `a${path}`;
  if (end === "open") return [started(call)];
  if (end === "fails") return [started(call), failed(call, "stop"), settled("all", index, "failed")];
  if (end === "handled") return [started(call), failed(call, "continue"), settled("all", index, "succeeded")];
  const more = end === "answers" ? { responds: true } : end === "ends" ? { ends: "failed" } : {};
  return [started(call), done(call), started(`b${path}`), done(`b${path}`, more), settled("all", index, "succeeded")];
}

/** Stories told by turns: each number says which of them goes on. */
function mixed(stories: RunEventBody[][], turns: readonly number[]): RunEventBody[] {
  const left = stories.map((one) => [...one]);
  const told: RunEventBody[] = [];
  for (const turn of turns) {
    const open = left.filter(({ length }) => length > 0);
    const next = open[turn % Math.max(1, open.length)]?.shift();
    if (next) told.push(next);
  }
  return [...told, ...left.flat()];
}

const before: RunEventBody[] = [
  { type: "run.created", at, workflowId: "w", version: 1, trigger: "in", payload: null, rehearsal: false },
  loop("all", ["a", "b", "in"], 12),
];
const numbered = (events: readonly RunEventBody[]) => events.map((event, index) => ({ ...event, seq: index + 1 }));
const stateAfter = (events: readonly RunEventBody[]) => fold(emptyRunState, numbered([...before, ...events]));
const ordered = (events: readonly RunEventBody[]) =>
  byItem(events.map((event) => ({ event }))).map(({ event }) => event);

const ends = fc.array(fc.constantFrom<End>("done", "ends", "answers", "fails", "handled", "open", "nested"), {
  minLength: 1,
  maxLength: 12,
});
const outside = fc.constantFrom<RunEventBody[][]>([], [[started("o"), failed("o", "continue"), started("p")]]);

test("whatever happens in items that go on by turns, their events put together fold to the same", () => {
  fc.assert(
    fc.property(ends, outside, fc.array(fc.nat(20), { maxLength: 60 }), (items, beside, turns) => {
      const events = mixed([...items.map((end, index) => story(`[${index}]`, end)), ...beside], turns);
      const after = ordered(events);
      expect(after).toHaveLength(events.length);
      expect(stateAfter(after)).toEqual(stateAfter(events));
    }),
    { seed: 1, numRuns: 1_000 },
  );
});

test("ten calls at a time that begin and end by turns are a row each, and one for all of their ends", () => {
  const items = Array.from({ length: 10 }, (_, index) => story(`[${index}]`, "done"));
  const events = mixed(
    items,
    Array.from({ length: 50 }, (_, turn) => turn),
  );
  expect(rowsOf(events, 1).length).toBeGreaterThan(20);
  const rows = rowsOf(ordered(events), 1);
  expect(rows.map(({ item, events: inside }) => [item, inside.length])).toEqual([
    ...Array.from({ length: 10 }, (_, index) => [String(index).padStart(6, "0"), 4]),
    [null, 10],
  ]);
});

test("what is about no item stays where it stands", () => {
  const events = [started("o"), started("a[1]"), started("a[0]"), done("o"), done("a[1]"), started("p"), done("a[0]")];
  expect(ordered(events)).toEqual(events);
});
