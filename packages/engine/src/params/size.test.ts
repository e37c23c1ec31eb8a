import fc from "fast-check";
import { expect, test } from "vitest";
import type { Json } from "../json.js";
import { sizeOf } from "./size.js";

const plain = fc.string().map((text) => text.replaceAll(/["\\\p{C}]/gu, "_"));
const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number || 0),
    plain,
    fc.array(tie("tree")),
    fc.dictionary(plain, tie("tree")),
  ),
}));

test("the size of a value is the length of its JSON", () => {
  fc.assert(fc.property(tree, (value) => sizeOf(value) === JSON.stringify(value).length));
});

test("a list of numbers is as large as it is written", () => {
  const ones = Array.from({ length: 1_000_000 }, () => 1);
  expect(sizeOf(ones)).toBe(2_000_001);
});

test("what is too large is not counted to its end, and what is nested too deeply is larger than anything", () => {
  const texts = Array.from({ length: 100 }, () => "ten of them");
  expect(sizeOf(texts, 50)).toBeLessThan(80);
  expect(sizeOf([[[1]]], 50, 2)).toBe(Infinity);
});
