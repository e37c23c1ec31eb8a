import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { dateInForm, parseDate } from "./dates.js";

const zone = "Europe/Kyiv";
const read = (text: string) => {
  const at = parseDate(text, zone);
  return at === undefined ? undefined : new Date(at).toISOString();
};

describe("a date", () => {
  test.each([
    ["2026-11-21T09:00:00Z", "2026-11-21T09:00:00.000Z"],
    ["2026-11-21T09:00:00+0200", "2026-11-21T07:00:00.000Z"],
    ["2026-11-21", "2026-11-20T22:00:00.000Z"],
    ["2026-07-01", "2026-06-30T21:00:00.000Z"],
    ["20261121T0930", "2026-11-21T07:30:00.000Z"],
    ["2026-11-21 09:00", "2026-11-21T07:00:00.000Z"],
    ["2026-11-21 9:05", "2026-11-21T07:05:00.000Z"],
    ["2026-11-21 09:00:05.5+05:00", "2026-11-21T04:00:05.500Z"],
    [" 21.11.2026 09:00 ", "2026-11-21T07:00:00.000Z"],
    ["1.2.2026", "2026-01-31T22:00:00.000Z"],
    ["21/11/2026 9:30", "2026-11-21T07:30:00.000Z"],
    ["Sat, 21 Nov 2026 09:00:00 GMT", "2026-11-21T09:00:00.000Z"],
  ])("is read from %s", (text, iso) => {
    expect(read(text)).toBe(iso);
  });

  test.each([
    "",
    "12",
    "09:30",
    "2026",
    "20261121",
    "T10",
    "31.02.2026",
    "2026-13-01",
    "2026-11-21T25:00",
    "soon",
    `2026-11-21${" ".repeat(200)}`,
  ])("is not read from %j", (text) => {
    expect(read(text)).toBeUndefined();
  });

  test("is read from any text without a throw, and the same whenever that is done", () => {
    const sign = fc.constantFrom(..."0123456789-:.TZ+/ WGMTnov,".split(""));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(sign).map((signs) => signs.join("")),
        ),
        (text) => {
          const at = parseDate(text, zone);
          expect(at === undefined || Number.isInteger(at)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("is sent unchanged where it has the form already, else in UTC", () => {
    expect(dateInForm("2026-07-01 12:00", "utcMinutes", zone)).toBe("2026-07-01 12:00");
    expect(dateInForm("2026-07-01 12:00", "isoUtc", zone)).toBe("2026-07-01T09:00:00.000Z");
    expect(dateInForm("2026-07-01T12:00:00Z", "isoUtc", zone)).toBe("2026-07-01T12:00:00Z");
    expect(dateInForm("01.07.2026 12:00", "utcMinutes", zone)).toBe("2026-07-01 09:00");
    expect(dateInForm("2026-99-01 12:00", "utcMinutes", zone)).toBeUndefined();
  });

  test("on the clocks of a zone goes there and back through both changes of the clocks", () => {
    expect([read("2026-03-29T02:59"), read("2026-03-29T04:00")]).toEqual([
      "2026-03-29T00:59:00.000Z",
      "2026-03-29T01:00:00.000Z",
    ]);
    expect([read("2026-10-25T02:59"), read("2026-10-25T04:00")]).toEqual([
      "2026-10-24T23:59:00.000Z",
      "2026-10-25T02:00:00.000Z",
    ]);
  });
});
