import type { IntlShape } from "react-intl";
import type { Translate } from "./language.js";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From here on it is said that something comes and not that it was. */
const SOON = 1_000;

/**
 * “in 4 minutes”, “yesterday, 18:02”. What lies `ahead` has not happened when its time has come: it comes in a moment,
 * however long the machine that does it takes.
 */
export function momentWords(
  time: number,
  now: number,
  ahead: boolean,
  { t, intl }: { t: Translate; intl: IntlShape },
): string {
  const away = ahead ? Math.max(time - now, SOON) : time - now;
  // What has just happened may have done so by a clock that is a little ahead.
  if (Math.abs(away) < 5_000) return t(away >= SOON ? "time.soon" : "time.now");
  if (Math.abs(away) < MINUTE) return intl.formatRelativeTime(Math.round(away / 1000), "second", { style: "short" });
  if (Math.abs(away) < HOUR) return intl.formatRelativeTime(Math.round(away / MINUTE), "minute");
  const clock = intl.formatTime(time);
  const days = Math.round((new Date(time).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / DAY);
  if (Math.abs(days) <= 1) return `${intl.formatRelativeTime(days, "day", { numeric: "auto" })}, ${clock}`;
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return `${intl.formatDate(time, { day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) })}, ${clock}`;
}

type DurationPart = [value: number, unit: string, digits?: number];

/** A length of time in its two largest units: 3 minutes and 5 seconds. Rounded first, so that none of them is a whole one of the next. */
export function durationParts(ms: number): DurationPart[] {
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.round(ms / MINUTE);
  if (ms < 1_000) return [[Math.max(0, Math.round(ms)), "millisecond"]];
  if (seconds < 60) return [[ms / 1_000, "second", 1]];
  if (seconds < 3_600)
    return [
      [Math.floor(seconds / 60), "minute"],
      [seconds % 60, "second"],
    ];
  return [
    [Math.floor(minutes / 60), "hour"],
    [minutes % 60, "minute"],
  ];
}
