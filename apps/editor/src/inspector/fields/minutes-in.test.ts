import { expect, test } from "vitest";
import { minutesIn } from "./minutes-in.js";

test.each([
  ["2026-01-15T09:30:00.000Z", "Europe/Kyiv", "2026-01-15T11:30"],
  ["2026-07-15T22:30:00Z", "Europe/Kyiv", "2026-07-16T01:30"],
  ["2026-01-15T09:30:00-05:00", "Asia/Tashkent", "2026-01-15T19:30"],
  ["2026-01-15T00:05", "America/New_York", "2026-01-15T00:05"],
  ["15.01.2026 9:30", "Europe/Kyiv", "2026-01-15T09:30"],
  ["2026-01-15", "Europe/Kyiv", "2026-01-15T00:00"],
])("%s on the clocks of %s is %s", (value, zone, shown) => {
  expect(minutesIn(value, zone)).toBe(shown);
});

test.each(["{{ trigger.receivedAt }}", "tomorrow", "", undefined, 12, null])("%j is shown as no date", (value) => {
  expect(minutesIn(value, "Europe/Kyiv")).toBe("");
});
