import { useEffect, useState } from "react";
import { Text, Tooltip, type TextProps } from "@mantine/core";
import { useIntl } from "react-intl";
import { useT } from "./language.js";
import { durationParts, HOUR, MINUTE, momentWords } from "./moment-words.js";

/** Time as people say it; exact with the zone on hover. */
export function Moment({ at, ahead = false, ...props }: { at: string | number; ahead?: boolean } & TextProps) {
  const words = useMoment(at, ahead);
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

/** “in 4 minutes”, “yesterday, 18:02”, kept true while it is shown. */
export function useMoment(at: string | number, ahead = false): string {
  const intl = useIntl();
  const t = useT();
  const [now, setNow] = useState(() => Date.now());
  const time = new Date(at).getTime();
  const near = Math.abs(time - now) < HOUR;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), near ? 5_000 : MINUTE);
    return () => clearInterval(timer);
  }, [near]);
  return momentWords(time, now, ahead, { t, intl });
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
  return (ms: number) =>
    durationParts(ms)
      .map((part) => unit(...part))
      .join(" ");
}
