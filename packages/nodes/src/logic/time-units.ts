import type { JsonObject, ParamOption } from "@leeway/engine";
import { say } from "../words.js";

type Slavic = Record<"one" | "few" | "many" | "other", string>;
const forms = (one: string, few: string, many: string, other: string): Slavic => ({ one, few, many, other });

/** Of clocks, not of calendars: a day is 24 hours. */
export const timeUnits: ParamOption[] = [
  {
    value: "seconds",
    ms: 1_000,
    title: say("seconds", "секунди", "секунды"),
    counted: {
      en: { one: "second", other: "seconds" },
      uk: forms("секунда", "секунди", "секунд", "секунди"),
      ru: forms("секунда", "секунды", "секунд", "секунды"),
    },
  },
  {
    value: "minutes",
    ms: 60_000,
    title: say("minutes", "хвилини", "минуты"),
    counted: {
      en: { one: "minute", other: "minutes" },
      uk: forms("хвилина", "хвилини", "хвилин", "хвилини"),
      ru: forms("минута", "минуты", "минут", "минуты"),
    },
  },
  {
    value: "hours",
    ms: 3_600_000,
    title: say("hours", "години", "часы"),
    counted: {
      en: { one: "hour", other: "hours" },
      uk: forms("година", "години", "годин", "години"),
      ru: forms("час", "часа", "часов", "часа"),
    },
  },
  {
    value: "days",
    ms: 86_400_000,
    title: say("days", "дні", "дни"),
    counted: {
      en: { one: "day", other: "days" },
      uk: forms("день", "дні", "днів", "дня"),
      ru: forms("день", "дня", "дней", "дня"),
    },
  },
  {
    value: "weeks",
    ms: 604_800_000,
    title: say("weeks", "тижні", "недели"),
    counted: {
      en: { one: "week", other: "weeks" },
      uk: forms("тиждень", "тижні", "тижнів", "тижня"),
      ru: forms("неделя", "недели", "недель", "недели"),
    },
  },
];

/** A length of time of two params. */
export function millisecondsOf(params: JsonObject, amount: string, unit: string): number | undefined {
  const count = params[amount];
  const one = timeUnits.find(({ value }) => value === params[unit])?.ms;
  return typeof count === "number" && one !== undefined ? count * one : undefined;
}
