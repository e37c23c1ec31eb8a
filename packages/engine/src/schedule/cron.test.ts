import { expect, test } from "vitest";
import { unevenStep } from "./cron.js";

test.each([
  ["*/7 * * * *", { field: "minute", step: 7, rest: 4 }],
  ["0 */5 * * *", { field: "hour", step: 5, rest: 4 }],
  ["*/15 */6 * * *", undefined],
  ["0 9 */2 * *", undefined],
  ["10-50/7 * * * *", undefined],
])("a step that does not divide its field is told: %s", (cron, told) => {
  expect(unevenStep(cron)).toEqual(told);
});
