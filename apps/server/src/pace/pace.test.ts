import { expect, test } from "vitest";
import { Pace } from "./pace.js";

const times = (count: number, act: () => number) => Array.from({ length: count }, act);

test("so many at once, then one for each part of the minute that has gone by", () => {
  let now = 1_000_000;
  const pace = new Pace(20, { now: () => now });
  expect(times(20, () => pace.take("a"))).toEqual(times(20, () => 0));
  expect(pace.take("a")).toBe(3);
  expect(pace.take("b")).toBe(0);
  now += 2_999;
  expect(pace.take("a")).toBe(1);
  now += 1;
  expect(times(2, () => pace.take("a"))).toEqual([0, 3]);
  now += 60_000;
  expect(times(21, () => pace.take("a")).filter((seconds) => seconds > 0)).toEqual([3]);
});

test.each([1, 7, 600, 6_000, 999_999])("%s a minute are taken at once, and not one more", (most) => {
  const pace = new Pace(most, { now: () => 123_456.789 });
  expect(times(most + 1, () => pace.take("a")).filter((seconds) => seconds === 0)).toHaveLength(most);
});

test("what was refused does not count", () => {
  let now = 0;
  const pace = new Pace(60, { now: () => now });
  times(1_000, () => pace.take("a"));
  now += 1_000;
  expect(times(2, () => pace.take("a"))).toEqual([0, 1]);
});

test("of all who ever came a bounded number is remembered, the latest", () => {
  const pace = new Pace(1, { now: () => 0 });
  pace.take("first");
  for (let index = 0; index < 20_000; index += 1) pace.take(`other ${index}`);
  expect([pace.take("first"), pace.take("other 19999")]).toEqual([0, 60]);
});

test("what was none is given back, and looking takes nothing", () => {
  let now = 0;
  const pace = new Pace(2, { windowMs: 3_600_000, now: () => now });
  expect([pace.wait("a"), pace.wait("a"), pace.take("a"), pace.take("a")]).toEqual([0, 0, 0, 0]);
  expect([pace.wait("a"), pace.take("a")]).toEqual([1_800, 1_800]);
  pace.giveBack("a");
  expect([pace.take("a"), pace.take("a")]).toEqual([0, 1_800]);
  now += 1_800_000;
  expect([pace.take("a"), pace.take("a")]).toEqual([0, 1_800]);
  pace.giveBack("never came");
  expect(pace.take("never came")).toBe(0);
});
