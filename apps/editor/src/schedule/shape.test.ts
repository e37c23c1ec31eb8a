import { expect, test } from "vitest";
import { firesOf, isRuleFault, readRule } from "@leeway/engine";
import { forms, inForm, ruleOf, shapeOf, firstShape, type Shape } from "./shape.js";

const shaped = (cron: string) => shapeOf({ kind: "calendar", cron });

test.each<[string, Shape]>([
  ["5 * * * *", { form: "hour", minute: 5 }],
  ["30 9 * * *", { form: "day", time: "09:30" }],
  ["30 9 * * 1-5", { form: "week", days: [1, 2, 3, 4, 5], time: "09:30" }],
  ["0 18 * * 0,6", { form: "week", days: [6, 7], time: "18:00" }],
  ["0 9 L * *", { form: "month", day: "last", time: "09:00" }],
  ["0 9 15 * *", { form: "month", day: 15, time: "09:00" }],
  ["0 9 * * 5#L", { form: "nth", nth: "last", weekday: 5, time: "09:00" }],
  ["0 9 * * 7#2", { form: "nth", nth: 2, weekday: 7, time: "09:00" }],
])("%s is shown in words", (cron, shape) => {
  expect(shaped(cron)).toEqual(shape);
});

test.each([
  "*/15 * * * *",
  "0 9 1 * 1",
  "0 9,18 * * *",
  "0 9 * 6 *",
  "0 9 * * 1-5/2",
  "0 9",
  "",
  "0 24 * * *",
  "0 9 0 * *",
])("%s is shown as it is written", (cron) => {
  expect(shaped(cron)).toEqual({ form: "cron", cron });
});

test("every form is a rule with times, and is read again as it was", () => {
  for (const form of forms) {
    const shape = inForm(firstShape, form);
    const rule = readRule(ruleOf(shape));
    if (!rule) throw new Error(`${form} is no rule`);
    expect(isRuleFault(firesOf(rule, "Europe/Kyiv"))).toBe(false);
    expect(shapeOf(rule)).toEqual(form === "cron" ? shapeOf({ kind: "calendar", cron: "0 9 * * 1,2,3,4,5" }) : shape);
  }
});

test("the time of day stays when the form changes", () => {
  expect(inForm({ form: "day", time: "17:45" }, "month")).toEqual({ form: "month", day: 1, time: "17:45" });
  expect(inForm({ form: "day", time: "17:45" }, "cron")).toEqual({ form: "cron", cron: "45 17 * * *" });
});

test("a rule keeps its own zone, and says none where it has none", () => {
  expect(ruleOf({ form: "day", time: "09:00" }, "Europe/London")).toEqual({
    kind: "calendar",
    cron: "0 9 * * *",
    timezone: "Europe/London",
  });
  expect(ruleOf({ form: "day", time: "09:00" })).toEqual({ kind: "calendar", cron: "0 9 * * *" });
});
