import { DateTime, IANAZone } from "luxon";
import type { JsonObject } from "../json.js";
import { parseDate } from "../params/dates.js";
import { clockAt, DAY, HOUR, isZone, MINUTE, nextChange } from "../time/zone.js";
import { isFault, readCron, type CronClock } from "./cron.js";
import type { CalendarRule, IntervalRule, IntervalUnit, RuleFault, ScheduleRule } from "./rules.js";

/**
 * The times at which a rule fires, as milliseconds since 1970. Between two changes of a zone's clock, its times are those
 * of a clock that is never changed. Where clocks are set forward, a fixed time in the gap fires at the first moment after
 * it; where they are set back, once, the first time. A rule whose minute or hour is open follows real time.
 */
export interface Fires {
  /** The first one after a moment, and never that moment; undefined where there is none within the years of a `Date`. */
  after(at: number): number | undefined;
}

/** `timezone`: of a calendar rule that names none, and of an anchor without an offset. */
export function firesOf(rule: ScheduleRule, timezone: string): Fires | RuleFault {
  return rule.kind === "calendar" ? calendar(rule, rule.timezone ?? timezone) : interval(rule, timezone);
}

export const isRuleFault = (fires: Fires | RuleFault): fires is RuleFault => "code" in fires;

function calendar({ cron }: CalendarRule, timezone: string): Fires | RuleFault {
  if (!isZone(timezone)) return { code: "timezone", timezone };
  const clock = readCron(cron);
  if (isFault(clock)) return clock;
  const zone = IANAZone.create(timezone);
  const after = clock.open ? inRealTime : atFixedTimes;
  return { after: (at) => after(clock, zone, at) };
}

/** Ends where even a leap day on a certain weekday would have come. */
const LONGEST = 60 * 366 * DAY;

function inRealTime(clock: CronClock, zone: IANAZone, at: number): number | undefined {
  for (let here = at; here < at + LONGEST;) {
    const offset = zone.offset(here) * MINUTE;
    const shown = clock.after(here + offset);
    if (shown === undefined) return undefined;
    const change = nextChange(zone, here, shown - offset);
    if (change === undefined) return shown - offset;
    // The moment of the change itself may be a time: it is looked at with its own clock.
    const next = clock.after(clockAt(zone, change) - 1);
    if (next !== undefined && next === clockAt(zone, change)) return change;
    here = change;
  }
  return undefined;
}

/** First moments of times of the clock never go back, so those up to what it shows now are over. */
function atFixedTimes(clock: CronClock, zone: IANAZone, at: number): number | undefined {
  let shown = clock.after(clockAt(zone, at));
  while (shown !== undefined) {
    const moment = firstMoment(zone, shown);
    if (moment > at) return moment;
    shown = clock.after(shown);
  }
  return undefined;
}

/** The first moment at which a zone's clock shows this time, or a later one where it never shows it. */
function firstMoment(zone: IANAZone, clock: number): number {
  // No zone is further from UTC than 14 hours.
  const from = clock - 15 * HOUR;
  const before = clock - zone.offset(from) * MINUTE;
  const change = nextChange(zone, from, clock + 15 * HOUR);
  if (change === undefined || before < change) return before;
  return Math.max(change, clock - zone.offset(change) * MINUTE);
}

const units: Record<IntervalUnit, number> = { minutes: MINUTE, hours: HOUR, days: DAY, weeks: 7 * DAY };
/** Monday, 5 January 1970, 00:00 UTC. */
const FIRST_MONDAY = 4 * DAY;
const MOST_EVERY = 10_000;

function interval({ every, unit, anchor }: IntervalRule, timezone: string): Fires | RuleFault {
  if (!Number.isInteger(every) || every < 1 || every > MOST_EVERY) return { code: "every" };
  const from = anchor === undefined ? FIRST_MONDAY : parseDate(anchor, timezone);
  if (from === undefined) return { code: "anchor", anchor: anchor ?? "" };
  const length = every * units[unit];
  return { after: (at) => from + (Math.floor((at - from) / length) + 1) * length };
}

/** The times of several rules together, each moment once; rules that are wrong give none. */
export function firesOfAll(rules: readonly ScheduleRule[], timezone: string): Fires {
  const all = rules.flatMap((rule) => {
    const fires = firesOf(rule, timezone);
    return isRuleFault(fires) ? [] : [fires];
  });
  return {
    after(at) {
      const next = all.flatMap((fires) => fires.after(at) ?? []);
      return next.length > 0 ? Math.min(...next) : undefined;
    },
  };
}

/** In whose zone a time of these rules is told: the first rule's that has it. */
export function zoneAt(rules: readonly ScheduleRule[], timezone: string, at: number): string {
  const has = (fires: Fires | RuleFault) => !isRuleFault(fires) && fires.after(at - 1) === at;
  const rule = rules.find((one) => has(firesOf(one, timezone)));
  const zone = rule?.kind === "calendar" ? (rule.timezone ?? timezone) : timezone;
  return isZone(zone) ? zone : "UTC";
}

/** A time of a schedule as people are shown it. */
export interface Fire {
  at: number;
  /** Of the zone's clock from UTC at that moment, in minutes. */
  offset: number;
  /** On that day the zone's clock is changed. */
  clockChange: boolean;
}

/** The next times of all rules together, e.g. for a preview. */
export function nextFires(rules: readonly ScheduleRule[], timezone: string, at: number, count: number): Fire[] {
  const together = firesOfAll(rules, timezone);
  const fires: Fire[] = [];
  for (let here = together.after(at); here !== undefined && fires.length < count; here = together.after(here)) {
    const zone = IANAZone.create(zoneAt(rules, timezone, here));
    const clockChange = zone.offset(startOfDay(zone, here)) !== zone.offset(startOfDay(zone, here, 1));
    fires.push({ at: here, offset: zone.offset(here), clockChange });
  }
  return fires;
}

/** `later`: days. */
const startOfDay = (zone: IANAZone, at: number, later = 0) =>
  firstMoment(zone, (Math.floor(clockAt(zone, at) / DAY) + later) * DAY);

/** What a schedule's trigger puts out: the time that it is for, as the clocks of its zone show it. */
export function schedulePayload(at: number, zone: string): JsonObject {
  const here = DateTime.fromMillis(at, { zone });
  const scheduledAt = here.toISO() ?? "";
  return {
    scheduledAt,
    date: scheduledAt.slice(0, 10),
    time: scheduledAt.slice(11, 16),
    weekday: here.weekday,
    timezone: zone,
  };
}
