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
  /** One of the moments, ISO 8601; absent: the first Monday of 1970, 00:00 UTC. */
  anchor?: string;
}

export type ScheduleRule = CalendarRule | IntervalRule;

export const cronFields = ["minute", "hour", "day", "month", "weekday"] as const;
export type CronField = (typeof cronFields)[number];

/** Why a rule gives no times. */
export type RuleFault =
  /** Not five fields; seconds are not for schedules that start workflows. */
  | { code: "fields"; count: number }
  | { code: "field"; field: CronField; value: string }
  /** No calendar has such a day, e.g. 30 February. */
  | { code: "never" }
  | { code: "timezone"; timezone: string }
  /** Not a whole number from 1 to 10,000. */
  | { code: "every" }
  | { code: "unit" }
  /** No moment of time that ISO 8601 knows. */
  | { code: "anchor"; anchor: string };

/** What becomes of times that passed while no server ran: nothing, the last of 24 hours, or each of them, up to a hundred. */
export const missedPolicies = ["latest", "none", "all"] as const;
export type MissedPolicy = (typeof missedPolicies)[number];

/** What becomes of a time at which the run of the one before still goes on. */
export const overlapPolicies = ["skip", "queue", "allow", "cancel"] as const;
export type OverlapPolicy = (typeof overlapPolicies)[number];
