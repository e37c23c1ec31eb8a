import { Group, Progress, Stack, Text, Tooltip } from "@mantine/core";
import { IconHourglass, IconPlayerPause, IconSnowflake, type Icon } from "@tabler/icons-react";
import type { Limit } from "@leeway/api";
import { useT } from "../ui/language.js";
import { useMoment } from "../ui/moment.js";

const NEARLY = 0.9;

/** How much of a token's minute is used up, who waits for it, and whether Leeloo asked to hold on. */
export function LimitMeter({ limit: { id, limit, sent60, waiting, frozenUntil, emptyAt, paused } }: { limit: Limit }) {
  const t = useT();
  const queue = waiting.critical + waiting.normal + waiting.bulk;
  // Paused, it does not go on when Leeloo lets it.
  const frozen = frozenUntil !== null && !paused;
  const share = Math.min(100, (sent60 / limit) * 100);
  const words = t("limits.sent", { sent: sent60, limit });
  return (
    <Stack gap={4} miw={150} data-testid={`limit-${id}`}>
      <Tooltip label={t("limits.about")} multiline w={260} openDelay={300}>
        <Text size="sm" style={{ fontVariantNumeric: "tabular-nums" }}>
          {words}
        </Text>
      </Tooltip>
      <Progress
        value={share}
        size="sm"
        color={frozen ? "blue" : share >= NEARLY * 100 ? "orange" : "cyan"}
        aria-label={words}
        transitionDuration={150}
      />
      {frozen && <Frozen until={frozenUntil} />}
      {paused && <Mark sign={IconPlayerPause} text={t("limits.paused")} />}
      {queue > 0 && <Waiting count={queue} emptyAt={emptyAt} />}
    </Stack>
  );
}

function Frozen({ until }: { until: string }) {
  const t = useT();
  return <Mark sign={IconSnowflake} text={t("limits.frozen", { when: useMoment(until, true) })} />;
}

function Waiting({ count, emptyAt }: { count: number; emptyAt: string | null }) {
  const t = useT();
  const when = useMoment(emptyAt ?? 0, true);
  return (
    <Mark
      sign={IconHourglass}
      text={emptyAt === null ? t("limits.waiting", { count }) : t("limits.waitingUntil", { count, when })}
    />
  );
}

function Mark({ sign: Sign, text }: { sign: Icon; text: string }) {
  return (
    <Group gap={4} wrap="nowrap">
      <Sign size={14} aria-hidden />
      <Text size="xs">{text}</Text>
    </Group>
  );
}
