import { expect, test } from "vitest";
import { paceOf, readyAt, withMark, type Mark } from "./pace.js";

const minute = 60_000;

test("the pace is that of the last minute, not of a quick beginning", () => {
  let marks: readonly Mark[] = [];
  // 290 at once, as the limit allows, then one a second.
  for (let second = 0; second <= 120; second += 1) marks = withMark(marks, { at: second * 1_000, done: 290 + second });
  const now = { at: 2 * minute, done: 410 };
  const pace = paceOf(marks, 0, now);
  expect(pace).toBe(60);
  expect(readyAt(5_000, now, pace)).toBe(2 * minute + 4_590 * 1_000);
});
test("what was done before the limit was reached is all that this minute allows", () => {
  const now = { at: 10_000, done: 275 };
  expect(paceOf([], 0, now)).toBe(1_650);
  expect(paceOf([], 0, now, true)).toBe(275);
  expect(paceOf([{ at: 4_000, done: 100 }], 0, now, true)).toBe(175);
});
test("before one can tell there is none, and no end either", () => {
  expect(paceOf([], 0, { at: 1_000, done: 5 })).toBeUndefined();
  expect(paceOf([], 0, { at: minute, done: 0 })).toBeUndefined();
  expect(readyAt(10, { at: 0, done: 0 }, undefined)).toBeUndefined();
});
test("who comes later counts from the beginning of the loop", () => {
  expect(paceOf([{ at: 10 * minute, done: 1_000 }], 0, { at: 10 * minute + 500, done: 1_000 })).toBeCloseTo(100, 0);
});
test("items that are done again count anew", () => {
  const marks = withMark([{ at: 0, done: 50 }], { at: 5_000, done: 40 });
  expect(marks).toEqual([{ at: 5_000, done: 40 }]);
});
test("an hour of marks is no more than a minute of them", () => {
  let marks: readonly Mark[] = [];
  for (let tick = 0; tick < 36_000; tick += 1) marks = withMark(marks, { at: tick * 100, done: tick });
  expect(marks.length).toBeLessThanOrEqual(62);
});
