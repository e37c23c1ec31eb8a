import { expect, test } from "vitest";
import { keptKey } from "./dedupe-key.js";

test("keys that differ in their last character alone are kept apart, however long they are", () => {
  for (const length of [1, 199, 200, 201, 10_000]) {
    const long = "x".repeat(length - 1);
    expect(keptKey(`${long}a`)).toBe(keptKey(`${long}a`));
    expect(keptKey(`${long}a`)).not.toBe(keptKey(`${long}b`));
    expect(keptKey(`${long}a`).length).toBeLessThanOrEqual(200);
  }
  expect(keptKey("order 1042")).toBe("order 1042");
});
