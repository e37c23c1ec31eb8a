import { useState } from "react";
import { Group, TextInput } from "@mantine/core";
import { useT } from "./language.js";

const DAY_MS = 24 * 3_600_000;

/** As the browser's own field writes it: `2026-11-21T14:30`, in the reader's time zone. */
function localTime(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

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

/** Its two ends, each in the browser's own field: it speaks the reader's language and is used by keyboard alone. */
export function PeriodFields({ period: { from, to, setFrom, setTo, chosen } }: { period: Period }) {
  const t = useT();
  return (
    <Group gap="xs" grow preventGrowOverflow={false} align="flex-start">
      <TextInput
        type="datetime-local"
        miw={210}
        label={t("period.from")}
        value={from}
        onChange={({ currentTarget }) => setFrom(currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        miw={210}
        label={t("period.to")}
        value={to}
        error={!chosen && from !== "" && to !== "" ? t("period.order") : undefined}
        onChange={({ currentTarget }) => setTo(currentTarget.value)}
      />
    </Group>
  );
}
