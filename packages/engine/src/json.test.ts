import { expect, test } from "vitest";
import { ownOf } from "./json.js";

test("what an object has under a name is its own alone", () => {
  expect(ownOf({ a: 1 }, "a")).toBe(1);
  expect(["b", "constructor", "toString", "__proto__"].map((name) => ownOf({ a: 1 }, name))).toEqual(
    Array(4).fill(undefined),
  );
  const parsed = JSON.parse('{ "__proto__": 1, "constructor": 2 }') as Record<string, number>;
  expect([ownOf(parsed, "__proto__"), ownOf(parsed, "constructor")]).toEqual([1, 2]);
});
