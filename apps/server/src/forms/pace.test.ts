import { expect, test } from "vitest";
import { Pace } from "./pace.js";

test("twenty times in any minute, and then again as the first of them is a minute old", () => {
  let now = 1_000_000;
  const pace = new Pace(() => now);
  for (let i = 0; i < 20; i++) {
    expect(pace.take("a")).toBe(0);
    now += 1_000;
  }
  expect(pace.take("a")).toBe(40);
  expect(pace.take("b")).toBe(0);
  now += 39_999;
  expect(pace.take("a")).toBe(1);
  now += 1;
  expect(pace.take("a")).toBe(0);
  expect(pace.take("a")).toBe(1);
});

test("a clock that is set back shuts nobody out", () => {
  let now = 10_000_000;
  const pace = new Pace(() => now);
  for (let i = 0; i < 20; i++) pace.take("a");
  now -= 3_600_000;
  expect(pace.take("a")).toBe(0);
});
