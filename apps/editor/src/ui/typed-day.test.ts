import { expect, test } from "vitest";
import { typedDay } from "./typed-day.js";

test.each([
  ["21.11.2026", "2026-11-21"],
  ["1.2.2026", "2026-02-01"],
  ["01.2.26", "2026-02-01"],
  ["21/11/2026", "2026-11-21"],
  ["2026-11-21", "2026-11-21"],
  ["21 Nov 2026", "2026-11-21"],
  ["1 May 2027", "2027-05-01"],
  ["November 21, 2026", "2026-11-21"],
  [" 29.02.2028 ", "2028-02-29"],
])("“%s” is the day %s", (text, day) => {
  expect(typedDay(text)).toBe(day);
});

test.each([
  "",
  "2",
  "21.11",
  "21.11.2",
  "21.11.20",
  "21.11.202",
  "31.02.2026",
  "29.02.2027",
  "21 Nov 2",
  "never",
  "2026-13-01",
])("“%s” is no day yet", (text) => {
  expect(typedDay(text)).toBeNull();
});
