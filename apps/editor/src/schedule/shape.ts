import type { IntervalUnit, JsonObject, ScheduleRule } from "@leeway/engine";

/** A schedule as people think of it. Weekdays: 1 = Monday, 7 = Sunday; times: `HH:mm`. */
export type Shape =
  | { form: "hour"; minute: number }
  | { form: "day"; time: string }
  | { form: "week"; days: number[]; time: string }
  | { form: "month"; day: number | "last"; time: string }
  | { form: "nth"; nth: number | "last"; weekday: number; time: string }
  | { form: "interval"; every: number; unit: IntervalUnit; anchor?: string }
  | { form: "cron"; cron: string };
export type Form = Shape["form"];

export const forms: readonly Form[] = ["day", "week", "month", "nth", "hour", "interval", "cron"];
export const weekdays: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

/** The shape of a rule; what is none of the simple ones is shown as cron fields. */
export function shapeOf(rule: ScheduleRule): Shape {
  if (rule.kind === "interval") {
    const { every, unit, anchor } = rule;
    return { form: "interval", every, unit, ...(anchor !== undefined && { anchor }) };
  }
  return simpleShape(rule.cron) ?? { form: "cron", cron: rule.cron };
}

function simpleShape(cron: string): Shape | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...more] = cron.trim().split(/\s+/);
  if (month !== "*" || more.length > 0 || !isNumber(minute, 59)) return undefined;
  if (hour === "*" && day === "*" && weekday === "*") return { form: "hour", minute: Number(minute) };
  if (!isNumber(hour, 23)) return undefined;
  const time = `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
  if (day === "*" && weekday === "*") return { form: "day", time };
  if (weekday === "*") return monthly(day, time);
  if (day !== "*") return undefined;
  const nth = /^([0-7])#([1-5L])$/i.exec(weekday);
  if (nth) {
    const [, which = "", count = ""] = nth;
    return { form: "nth", nth: /l/i.test(count) ? "last" : Number(count), weekday: Number(which) || 7, time };
  }
  const days = daysIn(weekday);
  return days && { form: "week", days, time };
}

function monthly(day: string, time: string): Shape | undefined {
  if (/^l$/i.test(day)) return { form: "month", day: "last", time };
  return isNumber(day, 31) && Number(day) > 0 ? { form: "month", day: Number(day), time } : undefined;
}

const isNumber = (text: string, most: number) => /^\d{1,2}$/.test(text) && Number(text) <= most;

/** `1-5`, `1,3,5`, `0` for Sunday; undefined where it is more than that. */
function daysIn(field: string): number[] | undefined {
  const days = new Set<number>();
  for (const part of field.split(",")) {
    const [, first = "", last = first] = /^([0-7])(?:-([0-7]))?$/.exec(part) ?? [];
    if (first === "" || Number(first) > Number(last)) return undefined;
    for (let day = Number(first); day <= Number(last); day++) days.add(day || 7);
  }
  return weekdays.filter((day) => days.has(day));
}

/** The rule of a shape, as it stands in the document. `timezone`: of calendar rules; undefined = the workflow's. */
export function ruleOf(shape: Shape, timezone?: string): JsonObject {
  if (shape.form === "interval") {
    const { every, unit, anchor } = shape;
    return { kind: "interval", every, unit, ...(anchor !== undefined && { anchor }) };
  }
  return { kind: "calendar", cron: cronOf(shape), ...(timezone !== undefined && { timezone }) };
}

function cronOf(shape: Exclude<Shape, { form: "interval" }>): string {
  if (shape.form === "cron") return shape.cron;
  if (shape.form === "hour") return `${shape.minute} * * * *`;
  const [hour, minute] = shape.time.split(":").map(Number);
  const clock = `${minute ?? 0} ${hour ?? 0}`;
  switch (shape.form) {
    case "day":
      return `${clock} * * *`;
    case "week":
      return `${clock} * * ${shape.days.join(",")}`;
    case "month":
      return `${clock} ${shape.day === "last" ? "L" : shape.day} * *`;
    case "nth":
      return `${clock} * * ${shape.weekday}#${shape.nth === "last" ? "L" : shape.nth}`;
  }
}

/** The same schedule in another form, as far as the form has it; the rest is what most people want. */
export function inForm(shape: Shape, form: Form): Shape {
  const time = "time" in shape ? shape.time : "09:00";
  switch (form) {
    case "hour":
      return { form, minute: 0 };
    case "day":
      return { form, time };
    case "week":
      return { form, days: [1, 2, 3, 4, 5], time };
    case "month":
      return { form, day: 1, time };
    case "nth":
      return { form, nth: 1, weekday: 1, time };
    case "interval":
      return { form, every: 1, unit: "hours" };
    case "cron":
      return { form, cron: shape.form === "cron" || shape.form === "interval" ? "0 9 * * 1-5" : cronOf(shape) };
  }
}

/** What a new schedule begins as. */
export const firstShape: Shape = { form: "week", days: [1, 2, 3, 4, 5], time: "09:00" };
