import { expect, test } from "vitest";
import type { RunEventBody } from "./events.js";
import { rowsOf } from "./log-rows.js";

test("thousands of events that a replay takes over lie in several rows, none of which is long to read", () => {
  const events = Array.from({ length: 2_500 }, (_, index): RunEventBody => ({
    type: "item.settled",
    at: 1,
    key: "all",
    nodeId: "all",
    index,
    as: "succeeded",
  }));
  const rows = rowsOf(events, 7);
  expect(rows.flatMap((row) => row.events)).toEqual(events);
  expect(Math.max(...rows.map((row) => row.events.length))).toBeLessThanOrEqual(500);
  let seq = 7;
  for (const row of rows) {
    expect(row.seq).toBe(seq);
    seq += row.events.length;
  }
});
