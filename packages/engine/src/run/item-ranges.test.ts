import { describe, expect, test } from "vitest";
import fc from "fast-check";
import type { RunEvent, RunEventBody } from "./events.js";
import { emptyRunState, fold } from "./fold.js";
import { takenEnds, valuesIn } from "./item-ranges.js";
import { rowsOf } from "./log-rows.js";

const loop = { key: "each", nodeId: "each" };
const begun = (count: number, onItemError: "stop" | "continue"): RunEventBody => ({
  type: "step.started",
  at: 1,
  ...loop,
  attempt: 1,
  input: { items: [] },
  loop: { count, concurrency: 1, onItemError, body: ["a"] },
});
const numbered = (events: readonly RunEventBody[]) =>
  events.map((event, index): RunEvent => ({ ...event, seq: index + 1 }));
const eachOf = (events: readonly RunEvent[]) => {
  const state = fold(emptyRunState, events);
  const step = state.steps.get("each");
  if (!step?.loop) throw new Error("no loop");
  return { loop: step.loop, handled: state.handledErrors };
};
/** The log of another run that takes all of it over. */
const takenOver = (events: readonly RunEvent[], [first]: readonly RunEvent[]): RunEvent[] => {
  const pieces = takenEnds(events, "each", eachOf(events).loop, () => true);
  const taken = pieces.map((ends): RunEventBody => ({ type: "items.taken", at: 2, ...loop, ends, takenFrom: "r1" }));
  return numbered([first as RunEventBody, ...taken]);
};

const end = fc.oneof(
  fc.constant(undefined),
  fc.constant({ as: "succeeded" as const }),
  fc.constant({ as: "succeeded" as const }),
  fc.constant({ as: "skipped" as const }),
  fc.constant({ as: "failed" as const }),
  fc.record({ as: fc.constantFrom("succeeded" as const, "failed" as const), handledErrors: fc.constantFrom(1, 2) }),
  fc.record({ as: fc.constant("succeeded" as const), result: fc.constantFrom(null, 1, "x", [2]) }),
  fc.record({
    as: fc.constant("failed" as const),
    error: fc.record({ code: fc.constant("step.internal" as const), values: fc.constantFrom({}, { n: 1 }) }),
  }),
);

describe("ends of items that a replay takes over", () => {
  test("fold to what they were, and can be taken over again", () => {
    fc.assert(
      fc.property(fc.array(end, { maxLength: 60 }), fc.constantFrom("stop", "continue"), (ends, onItemError) => {
        const settled = ends.flatMap((one, index): RunEventBody[] =>
          one ? [{ type: "item.settled", at: 1, ...loop, index, ...one }] : [],
        );
        const original = numbered([begun(ends.length, onItemError), ...settled]);
        const once = takenOver(original, original);
        const twice = takenOver(once, original);
        expect(twice).toEqual(once);
        const [before, after] = [eachOf(original), eachOf(once)];
        expect(after.handled).toBe(before.handled);
        const { items, ...counts } = before.loop;
        const { items: ended, ...same } = after.loop;
        expect(same).toEqual(counts);
        expect(ends.map((_, index) => ended.at(index))).toEqual(ends.map((_, index) => items.at(index)));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("of a hundred thousand items of which few ended otherwise are a few words", () => {
    const settled = Array.from({ length: 100_000 }, (_, index): RunEventBody => {
      const as = index % 20_000 === 7 ? ("skipped" as const) : ("succeeded" as const);
      return { type: "item.settled", at: 1, ...loop, index, as };
    });
    const original = numbered([begun(settled.length, "continue"), ...settled]);
    const log = takenOver(original, original);
    expect([log.length, JSON.stringify(log).length < 2_000]).toEqual([2, true]);
    expect(eachOf(log).loop).toMatchObject({ succeeded: 99_995, skipped: 5 });
  });

  test("of a failed item that is left out carry nothing of the errors in it", () => {
    const left = numbered([
      begun(1, "continue"),
      { type: "item.settled", at: 1, ...loop, index: 0, as: "failed", handledErrors: 2 },
      { type: "items.changed", at: 2, ...loop, indexes: [0], action: "skip" },
    ]);
    expect(takenEnds(left, "each", eachOf(left).loop, () => true)).toEqual([[{ as: "skipped", from: 0, count: 1 }]]);
  });

  test.each([{ result: "a value" }, { handledErrors: 1 }])(
    "that carry values lie in rows of a bounded size: %o",
    (value) => {
      const settled = Array.from({ length: 2_000 }, (_, index): RunEventBody => {
        return { type: "item.settled", at: 1, ...loop, index, as: "succeeded", ...value };
      });
      const original = numbered([begun(settled.length, "continue"), ...settled]);
      const rows = rowsOf(takenOver(original, original), 1);
      const values = rows.map(({ events }) =>
        events.reduce((sum, event) => sum + (event.type === "items.taken" ? valuesIn(event) : 0), 0),
      );
      expect(values).toEqual([500, 500, 500, 500]);
    },
  );
});
