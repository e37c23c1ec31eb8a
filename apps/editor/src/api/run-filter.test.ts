import { expect, test } from "vitest";
import { saidNow, timesOf } from "./run-filter.js";

const now = new Date(2026, 10, 21, 14, 30);
const local = (day: number, month = 10) => new Date(2026, month, day).toISOString();

test("stretches of time begin at midnight where people mean days, and today counts as one of them", () => {
  expect(timesOf("hour", now)).toEqual({ from: new Date(2026, 10, 21, 13, 30).toISOString() });
  expect(timesOf("today", now)).toEqual({ from: local(21) });
  expect(timesOf("yesterday", now)).toEqual({ from: local(20), to: local(21) });
  expect(timesOf("week", now)).toEqual({ from: local(15) });
  expect(timesOf("month", now)).toEqual({ from: local(23, 9) });
});

test("the API is asked for the times that are meant now", () => {
  expect(saidNow({ workflowId: "wf", status: ["failed"], period: "today" }, now)).toEqual({
    workflowId: "wf",
    status: ["failed"],
    from: local(21),
  });
  expect(saidNow({ from: local(1), to: local(2) }, now)).toEqual({ from: local(1), to: local(2) });
});
