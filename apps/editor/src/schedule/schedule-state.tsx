import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconCalendarOff, IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { useIntl } from "react-intl";
import type { Schedule } from "@leeway/api";
import { useHoldSchedule, useSchedules } from "../api/schedules.js";
import { useEditor } from "../document/store.js";
import { useStep } from "../inspector/step-context.js";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayError } from "../ui/said.js";
import { Failed } from "../ui/states.js";

export const SCHEDULE_TRIGGER = "trigger.schedule";

/** How the published schedule fares: when it starts next, whether it is held, and which times it let go. */
export function ScheduleState() {
  const t = useT();
  const { workflowId, node } = useStep();
  const published = useEditor(({ workflow }) => workflow?.published != null);
  const schedules = useSchedules(workflowId, published);
  const hold = useHoldSchedule(workflowId);
  if (!published)
    return (
      <Text size="sm" c="dimmed" data-testid="schedule-state">
        {t("schedule.draft")}
      </Text>
    );
  if (schedules.error) return <Failed error={schedules.error} again={() => void schedules.refetch()} />;
  const schedule = schedules.data?.find(({ nodeId }) => nodeId === node.id);
  if (!schedule) return null;
  const { paused } = schedule;
  const change = () => hold.mutate({ nodeId: node.id, pause: !paused }, { onError: (error) => sayError(error, t) });
  return (
    <Stack gap="xs" data-testid="schedule-state">
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm">
          <NextStart schedule={schedule} />
        </Text>
        <Allowed to="runs.pause">
          <Button
            size="compact-sm"
            variant="default"
            flex="none"
            leftSection={paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
            onClick={change}
            loading={hold.isPending}
          >
            {t(paused ? "schedule.resume" : "schedule.pause")}
          </Button>
        </Allowed>
      </Group>
      <Gaps gaps={schedule.gaps} />
    </Stack>
  );
}

function NextStart({ schedule: { paused, next } }: { schedule: Schedule }) {
  const t = useT();
  const [first] = next;
  if (paused) return t("schedule.paused");
  if (!first) return t("schedule.over");
  return (
    <>
      {t("schedule.starts")} <Moment at={first.at} ahead />
    </>
  );
}

const SHOWN = 5;

function Gaps({ gaps }: { gaps: Schedule["gaps"] }) {
  const t = useT();
  const intl = useIntl();
  if (gaps.length === 0) return null;
  const say = (at: string) => intl.formatDate(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <Alert color="gray" variant="light" p="xs" icon={<IconCalendarOff aria-hidden />} title={t("schedule.gaps")}>
      {gaps.slice(0, SHOWN).map(({ from, until, why }) => (
        <Text key={from} size="sm">
          {t(`schedule.gap.${why}`, { from: say(from), until: say(until) })}
        </Text>
      ))}
    </Alert>
  );
}
