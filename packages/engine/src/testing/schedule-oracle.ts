const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** One schedule as sets, written by hand beside its cron text: the oracle reads no cron. */
export interface Spec {
  cron: string;
  minutes: readonly number[];
  hours: readonly number[];
  /** Whether a date is meant; month from 1, weekday 0 = Sunday. */
  day: (date: { year: number; month: number; day: number; weekday: number; last: number }) => boolean;
  /** Minute or hour is open. */
  open: boolean;
}

/** Offsets from UTC, in minutes, by moments at which they begin; found by what `Intl` writes, a quarter of an hour at a time. */
export function offsetsOf(timeZone: string, from: number, to: number): { at: number; offset: number }[] {
  const format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset", hour: "2-digit" });
  const offsetAt = (at: number) => {
    const [, sign = "+", hours = "0", minutes = "0"] = /GMT(?:([+-])(\d+):?(\d+)?)?/.exec(format.format(at)) ?? [];
    return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
  const offsets = [{ at: from, offset: offsetAt(from) }];
  for (let day = from; day < to; day += DAY) {
    if (offsetAt(day) === offsetAt(day + DAY)) continue;
    for (let at = day + 15 * MINUTE; at <= day + DAY; at += 15 * MINUTE)
      if (offsetAt(at) !== offsets.at(-1)?.offset) offsets.push({ at, offset: offsetAt(at) });
  }
  return offsets;
}

/**
 * The definition itself, minute by minute. Open schedules fire when the clock shows a time of theirs. Fixed ones fire for
 * the times that the clock shows, or has jumped over, for the first time: several at once are one.
 */
export function firesByMinute(spec: Spec, offsets: readonly { at: number; offset: number }[], to: number): number[] {
  const times = new Set(spec.hours.flatMap((hour) => spec.minutes.map((minute) => hour * 60 + minute)));
  const dates = datesOf(spec);
  const isTime = (clock: number) => dates(clock) && times.has((clock % DAY) / MINUTE);
  const fires: number[] = [];
  const [first] = offsets;
  let furthest = first ? first.at + (first.offset - 1) * MINUTE : 0;
  offsets.forEach(({ at: begin, offset }, index) => {
    const end = offsets[index + 1]?.at ?? to;
    for (let at = begin; at < end; at += MINUTE) {
      const clock = at + offset * MINUTE;
      const midnight = clock - (clock % DAY) + DAY;
      // A whole date that is not meant, and that the clock shows once, has nothing to look for.
      if (!dates(clock) && furthest === clock - MINUTE && midnight - offset * MINUTE < end) {
        furthest = midnight - MINUTE;
        at = furthest - offset * MINUTE;
        continue;
      }
      let due = false;
      if (spec.open) due = isTime(clock);
      else for (let shown = furthest + MINUTE; shown <= clock; shown += MINUTE) due ||= isTime(shown);
      if (due) fires.push(at);
      furthest = Math.max(furthest, clock);
    }
  });
  return fires;
}

function datesOf({ day }: Spec): (clock: number) => boolean {
  let [of, meant] = [NaN, false];
  return (clock) => {
    const midnight = clock - (clock % DAY);
    if (midnight === of) return meant;
    const then = new Date(midnight);
    const [year, month] = [then.getUTCFullYear(), then.getUTCMonth()];
    const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    [of, meant] = [midnight, day({ year, month: month + 1, day: then.getUTCDate(), weekday: then.getUTCDay(), last })];
    return meant;
  };
}
