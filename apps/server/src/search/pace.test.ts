import { expect, test } from "vitest";
import { paceOf } from "./pace.js";

test("the index gives way while there is load, and comes on all the same", () => {
  const [idle, busy] = [paceOf(0.1), paceOf(0.9)];
  // Half a millisecond for ten rows.
  const share = ({ rows, pauseMs }: typeof idle) => (rows * 0.05) / (rows * 0.05 + pauseMs);
  expect(share(idle)).toBeGreaterThan(0.5);
  expect(share(busy)).toBeGreaterThan(0);
  expect(share(busy)).toBeLessThan(0.02);
});
