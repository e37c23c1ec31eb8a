import { cachedDataVersionTag } from "node:v8";
import { expect, test } from "vitest";
import { leaveCodeAsItIs, makeCodeFaster } from "./v8-flags.js";

// The tag is made of V8's version and flags, and code that was compiled ahead is taken for the same tag alone.
test("once a start has made code faster again, V8 takes what is compiled ahead for its usual flags", () => {
  const usual = cachedDataVersionTag();
  leaveCodeAsItIs();
  expect(cachedDataVersionTag()).not.toBe(usual);
  makeCodeFaster();
  expect(cachedDataVersionTag()).toBe(usual);
});
