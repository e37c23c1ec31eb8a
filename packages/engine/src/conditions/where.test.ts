import { expect, test } from "vitest";
import fc from "fast-check";
import type { Json } from "../json.js";
import { isWhere, whereOps, whereSchema } from "./where.js";

const { tree } = fc.letrec<{ tree: Json; entry: Json; condition: Json }>((tie) => ({
  condition: fc
    .record(
      {
        value: fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
        op: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom<string>(...whereOps) },
          fc.constantFrom<Json>("like", null),
        ),
        to: fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
        odd: fc.constant<Json>(1),
      },
      { requiredKeys: ["value", "op"] },
    )
    .map((one) => (Math.abs(JSON.stringify(one).length) % 3 === 0 ? one : without(one, "odd"))),
  entry: fc.oneof(
    { weight: 5, arbitrary: tie("condition") },
    tie("tree"),
    fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>,
  ),
  tree: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ all: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("entry"), { maxLength: 3 }) }),
    fc.record({ all: fc.array(tie("entry"), { maxLength: 2 }), any: fc.array(tie("entry"), { maxLength: 1 }) }),
  ),
}));
const without = (object: Record<string, Json>, key: string): Json =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));

test("a condition is one by a quick look exactly when it is one by its schema", () => {
  const seen = { yes: 0, no: 0 };
  fc.assert(
    fc.property(fc.oneof(tree, fc.jsonValue() as fc.Arbitrary<Json>), (value) => {
      const isOne = whereSchema.safeParse(value).success;
      seen[isOne ? "yes" : "no"] += 1;
      expect(isWhere(value)).toBe(isOne);
    }),
    { numRuns: 3_000, seed: 20261121 },
  );
  expect(seen.yes).toBeGreaterThan(300);
  expect(seen.no).toBeGreaterThan(300);
});

test.each<Json>([{}, { all: [], any: [] }, { all: {} }, { all: [{ op: "equals" }] }, [], null, { all: [[]] }])(
  "%j is no condition",
  (value) => {
    expect([isWhere(value), whereSchema.safeParse(value).success]).toEqual([false, false]);
  },
);
