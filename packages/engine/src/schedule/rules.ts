import { z } from "zod";
import type { Json } from "../json.js";

/** At times that a calendar and a clock show: cron fields in a zone of the IANA database. */
export interface CalendarRule {
  kind: "calendar";
  /** Minute, hour, day of the month, month, weekday; `L` is the last day, `5#L` the last Friday, `15W` the workday next to the 15th. */
  cron: string;
  /** Absent: the workspace's. */
  timezone?: string;
}

export const intervalUnits = ["minutes", "hours", "days", "weeks"] as const;
export type IntervalUnit = (typeof intervalUnits)[number];

/** Every so often, whatever clocks show: a day is 24 hours. */
export interface IntervalRule {
  kind: "interval";
  every: number;
  unit: IntervalUnit;
  /** One of the moments, ISO 8601, in the workflow's zone where it names no offset; absent: the first Monday of 1970, 00:00 UTC. */
  anchor?: string;
}

export type ScheduleRule = CalendarRule | IntervalRule;

/** An emptied field leaves an empty text behind. */
const absentIfEmpty = z
  .string()
  .max(100)
  .transform((text) => (text === "" ? undefined : text))
  .optional();

/** The shape alone; whether it gives times is said by `firesOf`. */
const ruleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("calendar"), cron: z.string().max(200), timezone: absentIfEmpty }),
  z.object({
    kind: z.literal("interval"),
    every: z.number(),
    unit: z.enum(intervalUnits),
    anchor: absentIfEmpty,
  }),
]);

/** A rule as it stands in a document's params; undefined where it is none. */
export function readRule(raw: Json): ScheduleRule | undefined {
  const { data } = ruleSchema.safeParse(raw);
  if (!data) return undefined;
  if (data.kind === "calendar") {
    const { timezone, ...rule } = data;
    return { ...rule, ...(timezone !== undefined && { timezone }) };
  }
  const { anchor, ...rule } = data;
  return { ...rule, ...(anchor !== undefined && { anchor }) };
}

/** All rules of a trigger's `rules` that are rules. */
export const rulesOf = (raw: Json | undefined): ScheduleRule[] =>
  Array.isArray(raw) ? raw.flatMap((one) => readRule(one) ?? []) : [];

export const cronFields = ["minute", "hour", "day", "month", "weekday"] as const;
export type CronField = (typeof cronFields)[number];

/** Why a rule gives no times. */
export type RuleFault =
  /** Not five fields; seconds are not for schedules that start workflows. */
  | { code: "fields"; count: number }
  | { code: "field"; unit: CronField; value: string }
  /** No calendar has such a day, e.g. 30 February. */
  | { code: "never" }
  | { code: "timezone"; timezone: string }
  /** Not a whole number from 1 to 10,000. */
  | { code: "every" }
  /** No moment of time that ISO 8601 knows. */
  | { code: "anchor"; anchor: string };

/** What becomes of times that passed while no server ran: nothing, the last of 24 hours, or each of them, up to a hundred. */
export const missedPolicies = ["latest", "none", "all"] as const;
export type MissedPolicy = (typeof missedPolicies)[number];
