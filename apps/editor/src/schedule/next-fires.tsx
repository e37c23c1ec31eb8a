import { useEffect, useMemo, useState } from "react";
import { Badge, Group, Text } from "@mantine/core";
import { useIntl } from "react-intl";
import { nextFires, zoneAt, type ScheduleRule } from "@leeway/engine";
import { useT } from "../ui/language.js";
import css from "./next-fires.module.css";

const SHOWN = 10;
const MINUTE = 60_000;

/** The next times of all schedules together, each with its offset; days on which clocks are changed are marked. */
export function NextFires({
  rules,
  timezone,
  count = SHOWN,
  of,
}: {
  rules: readonly ScheduleRule[];
  timezone: string;
  count?: number;
  /** Whose times these are, where there may be several triggers. */
  of?: string;
}) {
  const t = useT();
  const intl = useIntl();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE);
    return () => clearInterval(timer);
  }, []);
  // The rules are read from the document anew with each change of it: their text says whether they are others.
  const written = JSON.stringify(rules);
  const fires = useMemo(() => {
    const read = JSON.parse(written) as ScheduleRule[];
    return nextFires(read, timezone, now, count).map((fire) => ({ ...fire, zone: zoneAt(read, timezone, fire.at) }));
  }, [written, timezone, now, count]);
  if (fires.length === 0) return null;
  const title = of === undefined ? t("schedule.next") : t("schedule.next.of", { name: of });
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <ol className={css.list} aria-label={title} data-testid="next-fires">
        {fires.map(({ at, offset, clockChange, zone }) => (
          <li key={at} className={css.fire}>
            <time dateTime={new Date(at).toISOString()}>
              {intl.formatDate(at, {
                timeZone: zone,
                weekday: "short",
                day: "numeric",
                month: "short",
                year: "numeric",
                hour: "2-digit",
                minute: "2-digit",
                hourCycle: "h23",
              })}
            </time>
            <Group gap={6} wrap="nowrap">
              {clockChange && (
                <Badge size="xs" color="orange">
                  {t("schedule.clockChange")}
                </Badge>
              )}
              <Text size="xs" c="dimmed" component="span">
                {sayOffset(offset)}
              </Text>
            </Group>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** UTC+2, UTC−3:30. */
function sayOffset(minutes: number): string {
  if (minutes === 0) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`}`;
}
