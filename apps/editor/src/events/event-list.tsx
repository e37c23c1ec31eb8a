import { Anchor, Badge, Button, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { Link } from "react-router";
import type { LeelooEvent } from "@leeway/api";
import type { NodeDefinition } from "@leeway/engine";
import { useDeliverEvent, useLeelooEvent } from "../api/events.js";
import { JsonView } from "../runs/json/json-view.js";
import { Allowed } from "../ui/allowed.js";
import { useLanguage, useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Rows, Unfolding } from "../ui/unfolding.js";
import { PersonLink } from "../people/person-link.js";
import { eventTitle, personIn, whoIn } from "./who.js";
import css from "./events.module.css";

const colors: Record<LeelooEvent["deliveries"][number]["status"], string> = {
  pending: "gray",
  started: "teal",
  repeated: "gray",
  unmet: "gray",
  failed: "red",
};
const forwardColors: Record<NonNullable<LeelooEvent["forward"]>["state"], string> = {
  waiting: "violet",
  sent: "teal",
  failed: "red",
  off: "gray",
};

/** What came, newest first; an event unfolds to its data and who got it. */
export function EventList({
  events,
  definitions,
}: {
  events: readonly LeelooEvent[];
  definitions: readonly NodeDefinition[];
}) {
  const t = useT();
  return (
    <Rows label={t("events.list")}>
      {events.map((event) => (
        <Event key={event.id} event={event} definitions={definitions} />
      ))}
    </Rows>
  );
}

function Event({ event, definitions }: { event: LeelooEvent; definitions: readonly NodeDefinition[] }) {
  const t = useT();
  const { locale } = useLanguage();
  const who = whoIn(event);
  return (
    <Unfolding
      data-testid="leeloo-event"
      data-type={event.type}
      title={event.type === "" ? t("events.noType") : eventTitle(definitions, event.type, locale)}
      about={
        who !== "" && (
          <Text size="sm" c="dimmed" truncate="end">
            {who}
          </Text>
        )
      }
      marks={
        <>
          {event.fromSandbox && <Word color="violet" text={t("events.fromSandbox")} />}
          {event.recovered && <Word color="orange" text={t("events.recovered")} />}
          {event.type !== "" && <Outcome event={event} />}
        </>
      }
      at={event.receivedAt}
    >
      <Opened event={event} />
    </Unfolding>
  );
}

/** In a word: what became of it. */
function Outcome({ event: { deliveries, state } }: { event: LeelooEvent }) {
  const t = useT();
  const count = (status: string) => deliveries.filter((one) => one.status === status).length;
  const [failed, started] = [count("failed"), count("started")];
  if (state === "waiting") return <Word color="violet" text={t("events.outcome.waiting")} />;
  return (
    <Group gap={6} wrap="nowrap">
      {failed > 0 && <Word color="red" text={t("events.outcome.failed", { count: failed })} />}
      {started > 0 && <Word color="teal" text={t("events.outcome.started", { count: started })} />}
      {failed + started === 0 && (
        <Word color="gray" text={t(count("repeated") > 0 ? "events.outcome.repeated" : "events.outcome.nobody")} />
      )}
    </Group>
  );
}

function Word({ color, text }: { color: string; text: string }) {
  return <Badge color={color}>{text}</Badge>;
}

function Opened({ event }: { event: LeelooEvent }) {
  const t = useT();
  const whole = useLeelooEvent(event.id, event.truncated === true);
  const person = personIn(whole.data?.data ?? event.data);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} p="sm" pt="xs">
      <Stack gap={4} miw={0}>
        <Text size="sm" fw={600}>
          {t("events.data")}
        </Text>
        {whole.error && <Failed error={whole.error} again={() => void whole.refetch()} />}
        {event.truncated === true && whole.isPending && <Waiting rows={2} />}
        {(event.truncated !== true || whole.data) && (
          <JsonView value={whole.data?.data ?? event.data} label={t("events.data")} />
        )}
      </Stack>
      <Stack gap="sm" miw={0}>
        {person !== undefined && <PersonLink id={person} />}
        {event.fromSandbox && <Text size="sm">{t("events.fromSandbox.text")}</Text>}
        {event.recovered && <Text size="sm">{t("events.recovered.text")}</Text>}
        {event.type === "" ? <Text size="sm">{t("events.noType.text")}</Text> : <Deliveries event={event} />}
        {event.forward && <Forwarded forward={event.forward} />}
      </Stack>
    </SimpleGrid>
  );
}

function Deliveries({ event }: { event: LeelooEvent }) {
  const t = useT();
  const deliver = useDeliverEvent();
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t("events.deliveries")}
        </Text>
        <Allowed to="runs.start">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={deliver.isPending}
            onClick={() => deliver.mutate(event.id, { onError: (error) => sayError(error, t) })}
            data-testid="event-deliver"
          >
            {t("events.deliver")}
          </Button>
        </Allowed>
      </Group>
      {event.deliveries.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("events.deliveries.none")}
        </Text>
      )}
      <ul className={css.deliveries}>
        {event.deliveries.map((one) => (
          <li key={`${one.workflowId} ${one.nodeId}`} data-testid="event-delivery" data-status={one.status}>
            <Group gap="xs">
              {one.workflowName === null ? (
                <Text size="sm">{t("events.workflow.deleted")}</Text>
              ) : (
                <Anchor component={Link} className="leeway-name" to={`/workflows/${one.workflowId}`} size="sm">
                  {one.workflowName}
                </Anchor>
              )}
              <Word color={colors[one.status]} text={t(`events.delivery.${one.status}`)} />
              {one.runId !== null && (
                <Anchor component={Link} to={`/runs/${one.runId}`} size="sm">
                  {t("events.run")}
                </Anchor>
              )}
            </Group>
            {one.error && (
              <Text size="sm" c="dimmed">
                {[one.error.message, one.error.hint].filter(Boolean).join(" ")}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </Stack>
  );
}

function Forwarded({ forward }: { forward: NonNullable<LeelooEvent["forward"]> }) {
  const t = useT();
  const { state, tries, status, error, nextAt } = forward;
  return (
    <Stack gap={4} data-testid="event-forward" data-state={state}>
      <Text size="sm" fw={600}>
        {t("events.forwarded")}
      </Text>
      <Group gap="xs">
        <Word color={forwardColors[state]} text={t(`events.forwarded.${state}`)} />
        {tries > 0 && (
          <Text size="sm" c="dimmed">
            {t("events.forwarded.tries", { count: tries })}
            {status !== null && ` · HTTP ${status}`}
          </Text>
        )}
        {nextAt !== null && (
          <Text size="sm" c="dimmed">
            {t("events.forwarded.next")} <Moment at={nextAt} ahead />
          </Text>
        )}
      </Group>
      {error && (
        <Text size="sm" c="dimmed">
          {[error.message, error.hint].filter(Boolean).join(" ")}
        </Text>
      )}
    </Stack>
  );
}
