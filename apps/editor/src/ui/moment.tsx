import { useEffect, useState } from "react";
import { Text, Tooltip, type TextProps } from "@mantine/core";
import { useIntl } from "react-intl";
import { useT } from "./language.js";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Time as people say it; exact with the zone on hover. */
export function Moment({ at, ...props }: { at: string | number } & TextProps) {
  const words = useMoment(at);
  const intl = useIntl();
  const exact = intl.formatDate(new Date(at), { dateStyle: "long", timeStyle: "long" });
  return (
    <Tooltip label={exact} openDelay={300}>
      <Text component="time" dateTime={new Date(at).toISOString()} span inherit={props.size === undefined} {...props}>
        {words}
      </Text>
    </Tooltip>
  );
}

/** “in 4 minutes”, “yesterday, 18:02”. */
export function useMoment(at: string | number): string {
  const intl = useIntl();
  const t = useT();
  const [now, setNow] = useState(() => Date.now());
  const time = new Date(at).getTime();
  const near = Math.abs(time - now) < HOUR;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), near ? 5_000 : MINUTE);
    return () => clearInterval(timer);
  }, [near]);
  const away = time - now;
  // What has just happened may have done so by a clock that is a little ahead.
  if (Math.abs(away) < 5_000) return t(away > 1_000 ? "time.soon" : "time.now");
  if (Math.abs(away) < MINUTE) return intl.formatRelativeTime(Math.round(away / 1000), "second", { style: "short" });
  if (Math.abs(away) < HOUR) return intl.formatRelativeTime(Math.round(away / MINUTE), "minute");
  const clock = intl.formatTime(time);
  const days = Math.round((new Date(time).setHours(0, 0, 0, 0) - new Date(now).setHours(0, 0, 0, 0)) / DAY);
  if (Math.abs(days) <= 1) return `${intl.formatRelativeTime(days, "day", { numeric: "auto" })}, ${clock}`;
  const sameYear = new Date(time).getFullYear() === new Date(now).getFullYear();
  return `${intl.formatDate(time, { day: "numeric", month: "short", ...(!sameYear && { year: "numeric" }) })}, ${clock}`;
}

/** “19:34”, with the date where that could be meant of another day. */
export function useClock(): (at: string | number) => string {
  const intl = useIntl();
  return (at) => {
    const far = new Date(at).getTime() - Date.now() > 20 * HOUR;
    return intl.formatDate(at, far ? { dateStyle: "short", timeStyle: "short" } : { timeStyle: "short" });
  };
}

/** “1.2 s”, “3 min 5 s”. */
export function useDuration() {
  const intl = useIntl();
  const unit = (value: number, name: string, digits = 0) =>
    intl.formatNumber(value, { style: "unit", unit: name, unitDisplay: "short", maximumFractionDigits: digits });
  return (ms: number) => {
    if (ms < 1000) return unit(Math.max(0, Math.round(ms)), "millisecond");
    if (ms < MINUTE) return unit(ms / 1000, "second", 1);
    if (ms < HOUR)
      return `${unit(Math.floor(ms / MINUTE), "minute")} ${unit(Math.round((ms % MINUTE) / 1000), "second")}`;
    return `${unit(Math.floor(ms / HOUR), "hour")} ${unit(Math.round((ms % HOUR) / MINUTE), "minute")}`;
  };
}
