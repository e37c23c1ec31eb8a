import { expect, test } from "vitest";
import { endOfKey } from "./key-end.js";

const now = Date.UTC(2026, 10, 22);

test("a key ends after so many days, with a day that is named, or never", () => {
  expect(endOfKey("30", "", now)).toBe("2026-12-22T00:00:00.000Z");
  expect(new Date(endOfKey("date", "2027-01-31", now) ?? "")).toEqual(new Date(2027, 0, 31, 23, 59, 59));
  expect(endOfKey("never", "2027-01-31", now)).toBeNull();
});

test("what is no day is no end either", () => {
  expect(endOfKey("date", "", now)).toBe("");
});
