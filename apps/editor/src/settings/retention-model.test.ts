import { describe, expect, test } from "vitest";
import { retentionSchema, usualRetention } from "@leeway/api";
import { faultOf, keepsLess, MOST_DAYS, MOST_RUNS, retentionOf, wishOf } from "./retention-model.js";

describe("how long runs are kept", () => {
  test("what is stored comes back from the fields as it was", () => {
    expect(retentionOf(wishOf(usualRetention))).toEqual(usualRetention);
  });

  test.each([
    ["", true],
    [0, true],
    [1, false],
    [1.5, true],
    [MOST_DAYS, false],
    [MOST_DAYS + 1, true],
  ])("%j days: wrong is %j", (value, wrong) => expect(faultOf("days", value)).toBe(wrong));

  test("the bounds that sentences name are those of the API", () => {
    const most = { succeeded: { days: MOST_DAYS, count: MOST_RUNS }, failed: { days: MOST_DAYS, count: MOST_RUNS } };
    expect(retentionSchema.safeParse(most).success).toBe(true);
    expect(retentionOf({ days: 1, count: MOST_RUNS + 1, failed: 1, failedCount: 1 })).toBeUndefined();
  });

  test("less of anything is a loss, more is none", () => {
    const { succeeded, failed } = usualRetention;
    expect(keepsLess(usualRetention, usualRetention)).toBe(false);
    expect(keepsLess(usualRetention, { succeeded: { ...succeeded, days: 31 }, failed: { ...failed, days: 365 } })).toBe(
      false,
    );
    expect(keepsLess(usualRetention, { succeeded: { ...succeeded, count: 5 }, failed: { ...failed, days: 365 } })).toBe(
      true,
    );
    expect(keepsLess(usualRetention, { succeeded, failed: { ...failed, days: failed.days - 1 } })).toBe(true);
    expect(keepsLess(usualRetention, { succeeded, failed: { ...failed, count: failed.count - 1 } })).toBe(true);
  });
});
