import { useState } from "react";
import { Group } from "@mantine/core";
import { useT } from "./language.js";
import { localTime } from "./local-time.js";
import { MomentField } from "./moment-field.js";

const DAY_MS = 24 * 3_600_000;

/** A period that is being chosen; at first the last so many days. */
export interface Period {
  from: string;
  to: string;
  setFrom: (from: string) => void;
  setTo: (to: string) => void;
  /** As the API wants it; nothing while it is none. */
  chosen: { from: string; to: string } | undefined;
}

export function usePeriod(days: number): Period {
  const [now] = useState(() => Date.now());
  const [from, setFrom] = useState(() => localTime(now - days * DAY_MS));
  // The minute that is under way belongs to it.
  const [to, setTo] = useState(() => localTime(now + 60_000));
  const good = from !== "" && to !== "" && from < to;
  const chosen = good ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : undefined;
  return { from, to, setFrom, setTo, chosen };
}

/** Its two ends, on the reader's clocks. */
export function PeriodFields({ period: { from, to, setFrom, setTo, chosen } }: { period: Period }) {
  const t = useT();
  return (
    <Group gap="sm" align="flex-start">
      <MomentField label={t("period.from")} value={from} onChange={setFrom} />
      <MomentField
        label={t("period.to")}
        value={to}
        error={!chosen && from !== "" && to !== "" ? t("period.order") : undefined}
        onChange={setTo}
      />
    </Group>
  );
}
