import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { amount } from "../testing/histories.js";
import { firesByMinute, offsetsOf, type Spec } from "../testing/schedule-oracle.js";
import { firesOf, isRuleFault, nextFires } from "./fires.js";
import type { ScheduleRule } from "./rules.js";

const DAY = 86_400_000;
/** Before which changes of a clock are looked at minute by minute. */
const LAST_YEAR = { short: 2026, long: 2031 };
const zones = [
  "Europe/Kyiv",
  "Europe/London",
  "America/New_York",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
];
const all = (count: number, from = 0) => Array.from({ length: count }, (_, index) => index + from);
const every = () => true;
const FRIDAY = 5;

/** Few times a year: every one of seven years is compared. */
const sparse: Spec[] = [
  { cron: "30 2 * * SUN", minutes: [30], hours: [2], day: ({ weekday }) => weekday === 0, open: false },
  {
    cron: "15,45 1,2,3 * 3,4,9-11 0",
    minutes: [15, 45],
    hours: [1, 2, 3],
    day: ({ month, weekday }) => weekday === 0 && [3, 4, 9, 10, 11].includes(month),
    open: false,
  },
  { cron: "30 9 L * *", minutes: [30], hours: [9], day: ({ day, last }) => day === last, open: false },
  {
    cron: "0 9 * * 5#L",
    minutes: [0],
    hours: [9],
    day: ({ day, weekday, last }) => weekday === FRIDAY && day > last - 7,
    open: false,
  },
  { cron: "0 0 29 2 *", minutes: [0], hours: [0], day: ({ day, month }) => day === 29 && month === 2, open: false },
  // Where both are given, either is enough: as cron has always had it.
  {
    cron: "0 12 13 * 5",
    minutes: [0],
    hours: [12],
    day: ({ day, weekday }) => day === 13 || weekday === FRIDAY,
    open: false,
  },
];
/** Many times a day: compared around every change of a clock, and of a year. */
const dense: Spec[] = [
  { cron: "30 9 * * 1-5", minutes: [30], hours: [9], day: ({ weekday }) => weekday >= 1 && weekday <= 5, open: false },
  { cron: "0,10,20,30,40,50 0-4 * * *", minutes: all(6).map((n) => n * 10), hours: all(5), day: every, open: false },
  { cron: "*/15 * * * *", minutes: [0, 15, 30, 45], hours: all(24), day: every, open: true },
  { cron: "*/20 2 * * *", minutes: [0, 20, 40], hours: [2], day: every, open: true },
  { cron: "30 * * * *", minutes: [30], hours: all(24), day: every, open: true },
  { cron: "5 */6 * * *", minutes: [5], hours: [0, 6, 12, 18], day: every, open: true },
  {
    cron: "*/7 1-2 * 10,11 *",
    minutes: [0, 7, 14, 21, 28, 35, 42, 49, 56],
    hours: [1, 2],
    day: ({ month }) => month === 10 || month === 11,
    open: true,
  },
];

function firesBetween(rule: ScheduleRule, zone: string, from: number, to: number): number[] {
  const fires = firesOf(rule, zone);
  if (isRuleFault(fires)) throw new Error(JSON.stringify(fires));
  const found: number[] = [];
  for (let at = fires.after(from - 1); at !== undefined && at < to; at = fires.after(at)) found.push(at);
  return found;
}
const calendar = (cron: string, timezone?: string): ScheduleRule => ({
  kind: "calendar",
  cron,
  ...(timezone && { timezone }),
});
const shown = (times: readonly number[]) => times.map((at) => new Date(at).toISOString());

describe.each(zones)("in %s, from 2024 to 2030", (zone) => {
  const [from, to] = [Date.UTC(2024, 0, 1), Date.UTC(2031, 0, 1)];
  const offsets = offsetsOf(zone, from, to);

  test.each(sparse)("$cron fires when the clock says so, minute by minute", (spec) => {
    const expected = firesByMinute(spec, offsets, to);
    expect(expected.length).toBeGreaterThan(1);
    expect(shown(firesBetween(calendar(spec.cron), zone, from, to))).toEqual(shown(expected));
  });

  test.each(dense)("$cron does, around each change of the clock and of the year", (spec) => {
    const changes = offsets.slice(1).map(({ at }) => at);
    const moments = [...changes, ...all(6, 2025).map((year) => Date.UTC(year, 0, 1))];
    for (const moment of moments.filter((at) => at < Date.UTC(amount(LAST_YEAR), 0, 1))) {
      const [begin, end] = [moment - DAY, moment + DAY];
      const here = offsetsOf(zone, begin, end);
      expect(shown(firesBetween(calendar(spec.cron), zone, begin, end))).toEqual(shown(firesByMinute(spec, here, end)));
    }
  });
});

describe("a schedule", () => {
  test("in the gap fires at the first moment after it, once for all times in it", () => {
    const times = firesBetween(
      calendar("0,15,30 3 * * *"),
      "Europe/Kyiv",
      Date.UTC(2026, 2, 28, 22),
      Date.UTC(2026, 2, 29, 21),
    );
    expect(shown(times)).toEqual(["2026-03-29T01:00:00.000Z"]);
  });

  test("in the repeated hour fires the first time only, and an open one both times", () => {
    const night = [Date.UTC(2026, 9, 24, 21), Date.UTC(2026, 9, 25, 10)] as const;
    expect(shown(firesBetween(calendar("30 3 * * *"), "Europe/Kyiv", ...night))).toEqual(["2026-10-25T00:30:00.000Z"]);
    expect(shown(firesBetween(calendar("*/30 3 * * *"), "Europe/Kyiv", ...night))).toEqual([
      "2026-10-25T00:00:00.000Z",
      "2026-10-25T00:30:00.000Z",
      "2026-10-25T01:00:00.000Z",
      "2026-10-25T01:30:00.000Z",
    ]);
  });

  test("never fires at or before the moment that is asked for, whatever that is", () => {
    const rules: ScheduleRule[] = [...sparse, ...dense].map(({ cron }) => calendar(cron));
    rules.push(
      { kind: "interval", every: 7, unit: "hours" },
      { kind: "interval", every: 3, unit: "days", anchor: "2026-10-25T00:30:00Z" },
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...rules),
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 7 * 365 * 86_400 }),
        (rule, zone, second) => {
          const fires = firesOf(rule, zone);
          if (isRuleFault(fires)) throw new Error("a rule of the test is wrong");
          const at = Date.UTC(2024, 0, 1) + second * 1000;
          const next = fires.after(at) ?? NaN;
          expect(next).toBeGreaterThan(at);
          expect(fires.after(next - 1)).toBe(next);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("by an interval keeps its distance from the anchor, whatever clocks do", () => {
    const rule: ScheduleRule = { kind: "interval", every: 2, unit: "days", anchor: "2026-10-24T09:00:00+03:00" };
    expect(shown(firesBetween(rule, "Europe/Kyiv", Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 29)))).toEqual([
      "2026-10-24T06:00:00.000Z",
      "2026-10-26T06:00:00.000Z",
      "2026-10-28T06:00:00.000Z",
    ]);
    expect(shown(firesBetween(rule, "UTC", Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 4)))).toEqual([
      "2020-01-01T06:00:00.000Z",
      "2020-01-03T06:00:00.000Z",
    ]);
  });

  test.each<[ScheduleRule, object]>([
    [calendar("0 9 * *"), { code: "fields", count: 4 }],
    [calendar("0 0 9 * * *"), { code: "fields", count: 6 }],
    [calendar(" "), { code: "fields", count: 0 }],
    [calendar("@daily"), { code: "fields", count: 1 }],
    [calendar("60 9 * * *"), { code: "field", unit: "minute", value: "60" }],
    [calendar("0 9-5 * * *"), { code: "field", unit: "hour", value: "9-5" }],
    [calendar("0 9 32 * *"), { code: "field", unit: "day", value: "32" }],
    [calendar("0 9 * 13 *"), { code: "field", unit: "month", value: "13" }],
    [calendar("0 9 * * funday"), { code: "field", unit: "weekday", value: "funday" }],
    [calendar("*/0 9 * * *"), { code: "field", unit: "minute", value: "*/0" }],
    [calendar("0 9 30 2 *"), { code: "never" }],
    [calendar("0 9 31 4,6,9,11 *"), { code: "never" }],
    [calendar("0 9 * * *", "Europe/Kyjiw"), { code: "timezone", timezone: "Europe/Kyjiw" }],
    [{ kind: "interval", every: 0, unit: "hours" }, { code: "every" }],
    [{ kind: "interval", every: 1.5, unit: "hours" }, { code: "every" }],
    [{ kind: "interval", every: 10_001, unit: "hours" }, { code: "every" }],
    [
      { kind: "interval", every: 1, unit: "hours", anchor: "tomorrow" },
      { code: "anchor", anchor: "tomorrow" },
    ],
  ])("that is none says where and what: %j", (rule, fault) => {
    expect(firesOf(rule, "UTC")).toEqual(fault);
  });
});

describe("the next times of several rules", () => {
  test("come in order, each moment once, with the offset of the clock and the days on which it is changed", () => {
    const rules = [calendar("0 9 * * *"), calendar("0 9 * * 0"), calendar("0 8 * * *", "Europe/London")];
    const fires = nextFires(rules, "Europe/Kyiv", Date.UTC(2026, 9, 24, 0), 4);
    expect(fires.map(({ at, offset, clockChange }) => [new Date(at).toISOString(), offset, clockChange])).toEqual([
      ["2026-10-24T06:00:00.000Z", 180, false],
      ["2026-10-24T07:00:00.000Z", 60, false],
      ["2026-10-25T07:00:00.000Z", 120, true],
      ["2026-10-25T08:00:00.000Z", 0, true],
    ]);
  });

  test("are those of the rules that are right", () => {
    expect(nextFires([calendar("0 9 30 2 *"), calendar("0 9 1 1 *")], "UTC", Date.UTC(2026, 5, 1), 1)).toEqual([
      { at: Date.UTC(2027, 0, 1, 9), offset: 0, clockChange: false },
    ]);
  });
});
