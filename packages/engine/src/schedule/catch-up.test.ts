import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { catchUp, LATE_MS, LATEST_WITHIN_MS, MOST_CAUGHT_UP } from "./catch-up.js";
import { firesOf, isRuleFault, type Fires } from "./fires.js";
import { missedPolicies, type ScheduleRule } from "./rules.js";

function fires(rule: ScheduleRule): Fires {
  const found = firesOf(rule, "Europe/Kyiv");
  if (isRuleFault(found)) throw new Error(found.code);
  return found;
}
const hourly = fires({ kind: "interval", every: 1, unit: "hours" });
const byTheMinute = fires({ kind: "interval", every: 1, unit: "minutes" });
const HOUR = 3_600_000;
const at = (hour: number, minute = 0) => Date.UTC(2026, 5, 1, hour, minute);

describe("times that have come", () => {
  test.each(missedPolicies)("on time run, whatever the policy for missed ones: %s", (policy) => {
    expect(catchUp(hourly, at(9), at(10) + 5_000, policy)).toEqual({ run: [at(10)] });
    expect(catchUp(hourly, at(9), at(9, 59), policy)).toEqual({ run: [] });
  });

  test("and were missed run not at all, the last one, or each", () => {
    const later = [at(6), at(10, 30)] as const;
    expect(catchUp(hourly, ...later, "none")).toEqual({ run: [], missed: { from: at(7), until: at(10, 30) + 1 } });
    expect(catchUp(hourly, ...later, "latest")).toEqual({ run: [at(10)], missed: { from: at(7), until: at(10) } });
    expect(catchUp(hourly, ...later, "all")).toEqual({ run: [at(7), at(8), at(9), at(10)] });
  });

  test("run the last one only where none is on time", () => {
    expect(catchUp(hourly, at(6), at(10) + 1_000, "latest")).toEqual({
      run: [at(10)],
      missed: { from: at(7), until: at(10) },
    });
  });

  test("within the last minute are all on time", () => {
    expect(catchUp(byTheMinute, at(9, 58), at(10), "latest")).toEqual({ run: [at(9, 59), at(10)] });
  });

  test("and were missed longer ago than a day are let go by “latest”", () => {
    const yearly = fires({ kind: "calendar", cron: "0 9 1 6 *", timezone: "UTC" });
    const cursor = Date.UTC(2025, 11, 1);
    expect(catchUp(yearly, cursor, at(9) + LATEST_WITHIN_MS, "latest").run).toEqual([at(9)]);
    expect(catchUp(yearly, cursor, at(9) + LATEST_WITHIN_MS + 1, "latest").run).toEqual([]);
  });

  test("in ten years by the minute are caught up with a hundred, at once", () => {
    const now = at(12);
    const { run, missed } = catchUp(byTheMinute, Date.UTC(2016, 5, 1), now, "all");
    expect(run).toEqual(
      Array.from({ length: MOST_CAUGHT_UP }, (_, index) => now - (MOST_CAUGHT_UP - 1 - index) * 60_000),
    );
    expect(missed).toEqual({ from: Date.UTC(2016, 5, 1, 0, 1), until: run[0] });
  });
});

/** Looks at the schedule whenever the clock says something, and remembers how far it has got. */
test("however a clock goes, no time runs twice, none is passed over in silence, and order is kept", () => {
  const moves = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: -3 * HOUR, max: 30 * HOUR })),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.constantFrom(hourly, byTheMinute),
      fc.constantFrom(...missedPolicies),
      moves,
      (schedule, policy, steps) => {
        let [now, cursor] = [at(0), at(0)];
        const told: { at: number; ran: boolean }[] = [];
        for (const step of steps) {
          now += step;
          const { run, missed } = catchUp(schedule, cursor, now, policy);
          if (missed)
            for (
              let time = schedule.after(missed.from - 1) ?? Infinity;
              time < missed.until;
              time = schedule.after(time) ?? Infinity
            )
              told.push({ at: time, ran: false });
          for (const time of run) told.push({ at: time, ran: true });
          if (run.some((time) => time > now || (policy === "none" && now - time > LATE_MS)))
            throw new Error("too early, or too late");
          cursor = Math.max(cursor, now);
        }
        const expected: number[] = [];
        for (let time = schedule.after(at(0)) ?? Infinity; time <= cursor; time = schedule.after(time) ?? Infinity)
          expected.push(time);
        expect(told.map((one) => one.at)).toEqual(expected);
      },
    ),
    { numRuns: 200 },
  );
});
