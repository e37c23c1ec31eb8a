import { expect, test } from "vitest";
import { mostOf, paceOf, readyAt, withMark, type Mark } from "./pace.js";

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
  const limits = { reached: true, most: 290 };
  expect(paceOf([], 0, now, limits)).toBe(275);
  expect(paceOf([{ at: 4_000, done: 100 }], 0, now, limits)).toBe(175);
});
test("a quick beginning promises no more than the tokens of its steps allow, and a whole minute tells by itself", () => {
  const credential = (limitPerMinute?: number) => ({ data: { limitPerMinute } }) as never;
  const credentialOf = (id: string) => ({ a: credential(290), b: credential(120), c: credential() })[id];
  expect(mostOf({ body: ["a", "b", "c", "d"] }, credentialOf)).toBe(120);
  expect(mostOf({ body: ["d"] }, credentialOf)).toBe(Infinity);
  const limits = { reached: false, most: 120 };
  expect(paceOf([], 0, { at: 6_000, done: 203 }, limits)).toBe(120);
  expect(paceOf([], 0, { at: 6_000, done: 3 }, limits)).toBe(30);
  // Not every item sends something.
  expect(paceOf([{ at: 0, done: 0 }], 0, { at: minute, done: 900 }, limits)).toBe(900);
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
