import { ownOf, type JsonObject, type ParamOption } from "@leeway/engine";
import { say } from "../words.js";

/** Of clocks, not of calendars: a day is 24 hours. */
const unitMs: Record<string, number> = {
  seconds: 1_000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
  weeks: 604_800_000,
};

type Slavic = Record<"one" | "few" | "many" | "other", string>;
const forms = (one: string, few: string, many: string, other: string): Slavic => ({ one, few, many, other });

export const timeUnits: ParamOption[] = [
  {
    value: "seconds",
    title: say("seconds", "секунди", "секунды"),
    counted: {
      en: { one: "second", other: "seconds" },
      uk: forms("секунда", "секунди", "секунд", "секунди"),
      ru: forms("секунда", "секунды", "секунд", "секунды"),
    },
  },
  {
    value: "minutes",
    title: say("minutes", "хвилини", "минуты"),
    counted: {
      en: { one: "minute", other: "minutes" },
      uk: forms("хвилина", "хвилини", "хвилин", "хвилини"),
      ru: forms("минута", "минуты", "минут", "минуты"),
    },
  },
  {
    value: "hours",
    title: say("hours", "години", "часы"),
    counted: {
      en: { one: "hour", other: "hours" },
      uk: forms("година", "години", "годин", "години"),
      ru: forms("час", "часа", "часов", "часа"),
    },
  },
  {
    value: "days",
    title: say("days", "дні", "дни"),
    counted: {
      en: { one: "day", other: "days" },
      uk: forms("день", "дні", "днів", "дня"),
      ru: forms("день", "дня", "дней", "дня"),
    },
  },
  {
    value: "weeks",
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
  const [count, name] = [params[amount], params[unit]];
  const one = typeof name === "string" ? ownOf(unitMs, name) : undefined;
  return typeof count === "number" && one !== undefined ? count * one : undefined;
}
