import { IANAZone } from "luxon";
import { clockAt, DAY, MINUTE, nextChange } from "./zone.js";

/** Hours in which people may be written to, in minutes of the day; `to` before `from` goes over midnight. */
export interface SendingHours {
  from: number;
  to: number;
  /** 1 = Monday; hours over midnight belong to the day on which they begin. None: every day. */
  weekdays: readonly number[];
}

/**
 * The first moment from `at` on whose clock time in the zone lies in the hours; undefined where no time does. Between two
 * changes of the zone's offset, clock times are plain arithmetic; at a change, the search begins anew.
 */
export function nextSendingTime(hours: SendingHours, at: number, zoneName: string): number | undefined {
  if (hours.from === hours.to || (hours.from === DAY / MINUTE && hours.to === 0)) return undefined;
  const zone = IANAZone.create(zoneName);
  for (let here = at, turn = 0; turn < MOST_TURNS; turn++) {
    const wait = waitOnClock(hours, clockAt(zone, here));
    if (wait === undefined) return undefined;
    if (wait === 0) return here;
    const change = nextChange(zone, here, here + wait);
    if (change === undefined) return here + wait;
    here = change;
  }
  return undefined;
}

/** A time of day in minutes: `9`, `9:30` and `24:00` are some as well; undefined where the text is none. */
export function minutesOfDay(text: string): number | undefined {
  const [, hours, minutes = "0"] = /^\s*(\d{1,2})(?::(\d{2}))?\s*$/.exec(text) ?? [];
  if (hours === undefined || Number(minutes) > 59) return undefined;
  const total = Number(hours) * 60 + Number(minutes);
  return total <= DAY / MINUTE ? total : undefined;
}

/** No zone changes its clock more often within a week or two. */
const MOST_TURNS = 10;

/** How long from this time of a clock that is never changed; undefined: for ever. */
function waitOnClock({ from, to, weekdays }: SendingHours, clock: number): number | undefined {
  const today = Math.floor(clock / DAY);
  const long = (to > from ? to - from : to + DAY / MINUTE - from) * MINUTE;
  // From yesterday, whose hours may last until now, to the same day of the next week.
  for (let day = today - 1; day <= today + 7; day++) {
    if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) continue;
    const begins = day * DAY + from * MINUTE;
    if (clock < begins + long) return Math.max(0, begins - clock);
  }
  return undefined;
}

/** Day 0 was a Thursday. */
const weekdayOf = (day: number) => ((((day + 3) % 7) + 7) % 7) + 1;
