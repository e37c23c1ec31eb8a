import { useState } from "react";
import { Alert, Button, Group, Loader, Paper, Progress, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconHistory } from "@tabler/icons-react";
import { useIntl } from "react-intl";
import type { Backfill } from "@leeway/api";
import type { PollVerb } from "../api/polls.js";
import { useT } from "../ui/language.js";
import { useDuration } from "../ui/moment.js";
import { PeriodFields, usePeriod } from "../ui/period.js";

interface PastProps {
  backfill: Backfill | null;
  busy: boolean;
  tell: (word: PollVerb) => void;
}

/** A past period that is made up for: chosen, counted, started on a word, and stopped with another. */
export function PastPeriod({ backfill, busy, tell }: PastProps) {
  const t = useT();
  const active = backfill?.state === "counting" || backfill?.state === "running";
  const [open, setOpen] = useState(false);
  const [choosing, setChoosing] = useState(backfill === null);
  if (!open && !active)
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        w="fit-content"
        leftSection={<IconHistory size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t("backfill.open")}
      </Button>
    );
  return (
    <Paper withBorder p="sm" role="group" aria-label={t("backfill.title")} data-testid="past-period">
      <Stack gap="xs">
        <Text size="sm" fw={600}>
          {t("backfill.title")}
        </Text>
        {choosing && !active ? (
          <Choose
            onCount={(from, to) => {
              setChoosing(false);
              tell({ verb: "backfill", from, to });
            }}
            onClose={() => setOpen(false)}
          />
        ) : (
          <Told
            backfill={backfill}
            busy={busy}
            tell={tell}
            onAgain={() => setChoosing(true)}
            onClose={() => setOpen(false)}
          />
        )}
      </Stack>
    </Paper>
  );
}

function Choose({ onCount, onClose }: { onCount: (from: string, to: string) => void; onClose: () => void }) {
  const t = useT();
  const period = usePeriod(7);
  const { chosen } = period;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) onCount(chosen.from, chosen.to);
      }}
    >
      <Stack gap="xs">
        <Text size="sm" c="dimmed">
          {t("backfill.help")}
        </Text>
        <PeriodFields period={period} />
        <Group gap="xs">
          <Button type="submit" size="compact-sm" disabled={!chosen}>
            {t("backfill.count")}
          </Button>
          <Button size="compact-sm" variant="subtle" onClick={onClose}>
            {t("common.cancel")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface ToldProps extends PastProps {
  onAgain: () => void;
  onClose: () => void;
}

function Told({ backfill, busy, tell, onAgain, onClose }: ToldProps) {
  const t = useT();
  const intl = useIntl();
  if (!backfill || backfill.state === "counting")
    return (
      <Group gap="xs" justify="space-between">
        <Group gap="xs" role="status">
          <Loader size="xs" aria-hidden />
          <Text size="sm">{t("backfill.counting")}</Text>
        </Group>
        {backfill && <Stop busy={busy} tell={tell} />}
      </Group>
    );
  const day = (at: string) => intl.formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  const { state, found, had, made, cut, error } = backfill;
  const left = found - had;
  return (
    <>
      <Text size="sm" c="dimmed">
        {day(backfill.from)} – {day(backfill.to)}
      </Text>
      {state === "running" ? (
        <Running backfill={backfill} busy={busy} tell={tell} />
      ) : (
        <>
          {error ? (
            <Alert
              color="red"
              variant="light"
              p="xs"
              icon={<IconAlertTriangle aria-hidden />}
              title={t("backfill.failed")}
            >
              <Text size="sm">
                {error.message} {error.hint}
              </Text>
            </Alert>
          ) : (
            <Text size="sm" role="status">
              {t(state === "counted" ? "backfill.counted" : `backfill.${state}`, { found, had, made })}
            </Text>
          )}
          {state === "counted" && <Forecast backfill={backfill} />}
          {cut && (
            <Text size="sm" c="orange">
              {t("backfill.cut")}
            </Text>
          )}
          <Group gap="xs">
            {state === "counted" && left > 0 && (
              <Button size="compact-sm" loading={busy} onClick={() => tell({ verb: "backfill/start" })}>
                {t("backfill.start", { count: left })}
              </Button>
            )}
            <Button size="compact-sm" variant="default" onClick={onAgain}>
              {t("backfill.again")}
            </Button>
            <Button size="compact-sm" variant="subtle" onClick={onClose}>
              {t("common.close")}
            </Button>
          </Group>
        </>
      )}
    </>
  );
}

function Forecast({ backfill: { calls, seconds } }: { backfill: Backfill }) {
  const t = useT();
  const duration = useDuration()(seconds * 1_000);
  if (calls === 0) return null;
  return <Text size="sm">{t("backfill.forecast", { calls, duration })}</Text>;
}

function Running({ backfill: { found, had, made }, busy, tell }: PastProps & { backfill: Backfill }) {
  const t = useT();
  const done = had + made;
  return (
    <>
      <Progress value={found === 0 ? 0 : (100 * done) / found} aria-label={t("backfill.title")} />
      <Group gap="xs" justify="space-between">
        <Text size="sm" role="status">
          {t("backfill.running", { done, found })}
        </Text>
        <Stop busy={busy} tell={tell} />
      </Group>
    </>
  );
}

function Stop({ busy, tell }: Pick<PastProps, "busy" | "tell">) {
  const t = useT();
  return (
    <Button size="compact-sm" variant="default" loading={busy} onClick={() => tell({ verb: "backfill/stop" })}>
      {t("backfill.stop")}
    </Button>
  );
}
