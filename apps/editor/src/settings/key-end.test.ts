import { expect, test } from "vitest";
import { endLike, endOfKey } from "./key-end.js";

const now = Date.UTC(2026, 10, 22);

test("a key ends after so many days, with a day that is named, or never", () => {
  expect(endOfKey("30", "", now)).toBe("2026-12-22T00:00:00.000Z");
  expect(new Date(endOfKey("date", "2027-01-31", now) ?? "")).toEqual(new Date(2027, 0, 31, 23, 59, 59));
  expect(endOfKey("never", "2027-01-31", now)).toBeNull();
});

test("a renewed key is offered the end that the old one was made with", () => {
  const ends = [30, 90, 365, 12, null].map((lifeDays) => endLike({ lifeDays }));
  expect(ends).toEqual(["30", "90", "365", "90", "never"]);
});

test("what is no day is no end either", () => {
  expect(endOfKey("date", "", now)).toBe("");
});
