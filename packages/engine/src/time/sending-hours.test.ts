import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { DateTime } from "luxon";
import { nextSendingTime, type SendingHours } from "./sending-hours.js";

const at = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toMillis();
const shown = (ms: number | undefined, zone: string) =>
  ms === undefined ? undefined : DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd HH:mm ZZ");
const day: SendingHours = { from: 9 * 60, to: 20 * 60, weekdays: [] };
const night: SendingHours = { from: 20 * 60, to: 9 * 60, weekdays: [] };

/** The definition itself, moment by moment: what the clock on the wall shows. */
function isSendingTime({ from, to, weekdays }: SendingHours, ms: number, zone: string): boolean {
  const here = DateTime.fromMillis(ms, { zone });
  const minute = here.hour * 60 + here.minute;
  const days = weekdays.length > 0 ? weekdays : [1, 2, 3, 4, 5, 6, 7];
  const yesterday = ((here.weekday + 5) % 7) + 1;
  if (from < to) return minute >= from && minute < to && days.includes(here.weekday);
  return (minute >= from && days.includes(here.weekday)) || (minute < to && days.includes(yesterday));
}

describe("the next sending time", () => {
  test("is now within the hours, and their beginning before and after them", () => {
    const zone = "Europe/Kyiv";
    const next = (text: string, hours = day) => shown(nextSendingTime(hours, at(text, zone), zone), zone);
    expect(next("2026-01-15T12:34")).toBe("2026-01-15 12:34 +02:00");
    expect(next("2026-01-15T03:00")).toBe("2026-01-15 09:00 +02:00");
    expect(next("2026-01-15T20:00")).toBe("2026-01-16 09:00 +02:00");
  });

  test("goes over midnight", () => {
    const zone = "Europe/Kyiv";
    const next = (text: string, weekdays: number[] = []) =>
      shown(nextSendingTime({ ...night, weekdays }, at(text, zone), zone), zone);
    expect(next("2026-01-15T08:59")).toBe("2026-01-15 08:59 +02:00");
    expect(next("2026-01-15T09:00")).toBe("2026-01-15 20:00 +02:00");
    // Friday's night lasts until Saturday morning, Saturday's is not meant.
    expect(next("2026-01-17T08:00", [5])).toBe("2026-01-17 08:00 +02:00");
    expect(next("2026-01-17T21:00", [5])).toBe("2026-01-23 20:00 +02:00");
  });

  test("follows the clock where it is put forward and back", () => {
    const zone = "Europe/Kyiv";
    const early = { from: 3 * 60 + 30, to: 10 * 60, weekdays: [] };
    // At 03:00 it is 04:00.
    expect(shown(nextSendingTime(early, at("2026-03-29T01:00", zone), zone), zone)).toBe("2026-03-29 04:00 +03:00");
    expect(shown(nextSendingTime(day, at("2026-10-24T21:00", zone), zone), zone)).toBe("2026-10-25 09:00 +02:00");
  });

  test("is never where the hours are none", () => {
    expect(nextSendingTime({ from: 540, to: 540, weekdays: [] }, 0, "UTC")).toBeUndefined();
    expect(nextSendingTime({ ...day, weekdays: [8] }, 0, "UTC")).toBeUndefined();
  });

  test("is the first minute that a clock on the wall allows, in every zone and around every change", () => {
    const zones = [
      "Europe/Kyiv",
      "America/New_York",
      "Australia/Lord_Howe",
      "America/St_Johns",
      "Asia/Kathmandu",
      "UTC",
    ];
    const around = zones.flatMap((zone) =>
      ["2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-10-25", "2026-11-01"].map((text) => ({
        zone,
        text,
      })),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...around),
        fc.integer({ min: -2 * 1440, max: 2 * 1440 }),
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 1, max: 96 }),
        fc.subarray([1, 2, 3, 4, 5, 6, 7]),
        ({ zone, text }, minutes, quarter, end, weekdays) => {
          const hours = { from: quarter * 15, to: end * 15, weekdays };
          fc.pre(hours.from !== hours.to);
          const begin = at(text, zone) + minutes * 60_000;
          const found = nextSendingTime(hours, begin, zone);
          if (found === undefined) throw new Error("there is always a time");
          expect(isSendingTime(hours, found, zone)).toBe(true);
          // Zones change at full quarters of an hour.
          const step = 15 * 60_000;
          const between = [begin];
          for (let ms = Math.ceil((begin + 1) / step) * step; ms < found; ms += step) between.push(ms);
          expect(between.filter((ms) => ms < found && isSendingTime(hours, ms, zone))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
