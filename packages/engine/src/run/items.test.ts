import { expect, test } from "vitest";
import fc from "fast-check";
import type { RunEvent } from "./events.js";
import { emptyRunState, fold } from "./fold.js";
import { ItemTable } from "./items.js";
import type { RunState } from "./state.js";

const ends = ["succeeded", "failed", "skipped", undefined] as const;

test("a table of items says of each how it ended last, however many are told at once, and older ones stay as they were", () => {
  const words = fc.array(
    fc.record({ indexes: fc.array(fc.integer({ min: -2, max: 1_202 })), end: fc.constantFrom(...ends) }),
  );
  fc.assert(
    fc.property(words, (said) => {
      let table = new ItemTable(1_200);
      const plain = Array<string | undefined>(1_200).fill(undefined);
      for (const { indexes, end } of said) {
        const before = [...table.all("failed")];
        const one = indexes.reduce((so, index) => so.with(index, end), table);
        const all = table.withAll(indexes, end);
        expect([...table.all("failed")]).toEqual(before);
        for (const index of indexes) if (index in plain) plain[index] = end;
        expect(plain.map((_, index) => all.at(index))).toEqual(plain);
        expect(plain.map((_, index) => one.at(index))).toEqual(plain);
        table = all;
      }
    }),
    { numRuns: 15 },
  );
});

const COUNT = 100_000;
const step = { at: 1, key: "each", nodeId: "each" };
const loop = { count: COUNT, concurrency: 1, onItemError: "continue" as const, body: ["a", "b"] };
const created = { workflowId: "wf", version: 1, trigger: "in", payload: {}, rehearsal: false };
const indexes = Array.from({ length: COUNT }, (_, index) => index);

test("one word changes a hundred thousand items, and another one leaves them", () => {
  const begun: RunEvent[] = [
    { seq: 1, at: 1, type: "run.created", ...created },
    { seq: 2, ...step, type: "step.started", attempt: 1, input: { items: [] }, loop },
  ];
  const ended = indexes.map((index): RunEvent => ({
    seq: index + 3,
    ...step,
    type: "item.settled",
    index,
    as: "failed",
  }));
  const failed = fold(emptyRunState, [...begun, ...ended]);
  const say = (state: RunState, action: "retry" | "skip") =>
    fold(state, [{ seq: state.seq + 1, ...step, type: "items.changed", indexes, action }]);
  const again = say(failed, "retry");
  expect(again.steps.get("each")?.loop).toMatchObject({ failed: 0, skipped: 0 });
  const left = say(again, "skip");
  expect(left.steps.get("each")?.loop).toMatchObject({ failed: 0, skipped: COUNT });
  expect(left.handledErrors).toBe(0);
});
