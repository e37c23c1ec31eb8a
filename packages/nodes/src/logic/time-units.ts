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

/** As they are chosen after a number. */
export const timeUnits: ParamOption[] = [
  { value: "seconds", title: say("seconds", "секунд", "секунд") },
  { value: "minutes", title: say("minutes", "хвилин", "минут") },
  { value: "hours", title: say("hours", "годин", "часов") },
  { value: "days", title: say("days", "днів", "дней") },
  { value: "weeks", title: say("weeks", "тижнів", "недель") },
];

/** A length of time of two params. */
export function millisecondsOf(params: JsonObject, amount: string, unit: string): number | undefined {
  const [count, name] = [params[amount], params[unit]];
  const one = typeof name === "string" ? ownOf(unitMs, name) : undefined;
  return typeof count === "number" && one !== undefined ? count * one : undefined;
}
