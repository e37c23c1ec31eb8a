import { Anchor, Badge, Card, Group, List, Progress, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import type { Limit } from "@leeway/api";
import { PauseMenu } from "../credentials/pause-menu.js";
import { useT } from "../ui/language.js";
import { useMoment } from "../ui/moment.js";
import { Minute } from "./minute.js";

const lanes = ["critical", "normal", "bulk"] as const;

/** One token: what it has sent in the last minute, who waits, and who uses it. */
export function LimitCard({ limit, name }: { limit: Limit; name: string }) {
  const t = useT();
  const { sent60: sent, paused, frozenUntil, emptyAt } = limit;
  return (
    <Card withBorder data-testid="limit">
      <Stack gap="sm">
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600} className="leeway-name">
            {name}
          </Text>
          <Group gap="xs" wrap="nowrap" flex="none">
            {paused && (
              <Badge variant="filled" color="red">
                {t("limits.paused")}
              </Badge>
            )}
            <PauseMenu name={name} limit={limit} />
          </Group>
        </Group>
        <Minute seconds={limit.seconds} sent={sent} limit={limit.limit} />
        <Progress value={(100 * sent) / Math.max(1, limit.limit)} aria-label={t("credentials.limit")} />
        <Text size="sm">{t("limits.sent", { sent, limit: limit.limit })}</Text>
        {limit.pausedBy && <PausedBy {...limit.pausedBy} />}
        {limit.unwritten !== null && <Text size="sm">{t(`limits.unwritten.${limit.unwritten}`)}</Text>}
        {frozenUntil !== null && !paused && <Frozen until={frozenUntil} />}
        <Queue waiting={limit.waiting} />
        {emptyAt !== null && <EmptyAt at={emptyAt} />}
        <Users limit={limit} />
      </Stack>
    </Card>
  );
}

function Queue({ waiting }: Pick<Limit, "waiting">) {
  const t = useT();
  const all = lanes.reduce((sum, lane) => sum + waiting[lane], 0);
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed">
        {all === 0 ? t("limitsPage.queue.none") : t("limitsPage.queue")}
      </Text>
      {lanes.map(
        (lane) =>
          waiting[lane] > 0 && (
            <Badge key={lane} variant="default">
              {t(`limitsPage.lane.${lane}`, { count: waiting[lane] })}
            </Badge>
          ),
      )}
    </Group>
  );
}

function EmptyAt({ at }: { at: string }) {
  const t = useT();
  return <Text size="sm">{t("limitsPage.emptyAt", { when: useMoment(at, true) })}</Text>;
}

function Frozen({ until }: { until: string }) {
  const t = useT();
  return <Text size="sm">{t("limits.frozen", { when: useMoment(until, true) })}</Text>;
}

function PausedBy({ since, by }: { since: string; by: string | null }) {
  const t = useT();
  const when = useMoment(since);
  return (
    <Text size="sm">
      {by === null ? t("limitsPage.pausedSince", { when }) : t("limitsPage.pausedBy", { when, by })}
    </Text>
  );
}

function Users({ limit: { workflows, runs } }: { limit: Limit }) {
  const t = useT();
  return (
    <>
      {workflows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("limitsPage.workflows.none")}
        </Text>
      ) : (
        <Links
          title={t("limitsPage.workflows")}
          links={workflows.map(({ id, name }) => ({ to: `/workflows/${id}`, name }))}
        />
      )}
      {runs.length > 0 && (
        <Links
          title={t("limitsPage.runs")}
          links={runs.map(({ id, workflowName }) => ({ to: `/runs/${id}`, name: workflowName }))}
        />
      )}
    </>
  );
}

/** Each in a line of its own: names are long, and side by side nobody sees where one ends. */
function Links({ title, links }: { title: string; links: readonly { to: string; name: string }[] }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {title}:
      </Text>
      <List size="sm" listStyleType="none">
        {links.map(({ to, name }) => (
          <List.Item key={to}>
            <Anchor component={Link} className="leeway-name" to={to} size="sm">
              {name}
            </Anchor>
          </List.Item>
        ))}
      </List>
    </div>
  );
}
