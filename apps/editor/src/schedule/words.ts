import type { ScheduleRule } from "@leeway/engine";
import type { MessageId } from "../messages/catalogue.js";
import type { Translate } from "../ui/language.js";
import { shapeOf, type Shape } from "./shape.js";

export const weekdayName = (day: number): MessageId => `schedule.weekday.${day}` as MessageId;
export const weekdayShort = (day: number): MessageId => `schedule.weekday.short.${day}` as MessageId;

/** “on weekdays at 09:30; on the last day of the month at 09:00”. */
export function sayRules(rules: readonly ScheduleRule[], t: Translate): string {
  return rules.map((rule) => sayShape(shapeOf(rule), t)).join("; ");
}

function sayShape(shape: Shape, t: Translate): string {
  switch (shape.form) {
    case "hour":
      return t("schedule.says.hour", { minute: shape.minute });
    case "day":
      return t("schedule.says.day", { time: shape.time });
    case "week":
      return t("schedule.says.week", { days: sayDays(shape.days, t), time: shape.time });
    case "month":
      return shape.day === "last"
        ? t("schedule.says.lastDay", { time: shape.time })
        : t("schedule.says.month", { day: shape.day, time: shape.time });
    case "nth": {
      const { nth, weekday, time } = shape;
      const gender = t(`schedule.gender.${weekday}` as MessageId);
      const ordinal =
        nth === "last"
          ? t(`schedule.ordinal.last.${gender}` as MessageId)
          : t(`schedule.ordinal.${gender}` as MessageId, { nth });
      return t("schedule.says.nth", { ordinal, weekday: t(weekdayName(weekday)), time });
    }
    case "interval":
      return t("schedule.says.interval", { every: shape.every, unit: shape.unit });
    case "cron":
      return t("schedule.says.cron", { cron: shape.cron });
  }
}

function sayDays(days: readonly number[], t: Translate): string {
  if (days.join() === "1,2,3,4,5") return t("schedule.weekdays");
  if (days.join() === "6,7") return t("schedule.weekend");
  return days.map((day) => t(weekdayShort(day))).join(", ");
}
