import { Anchor, Group, Stack, Text } from "@mantine/core";
import { IconBroadcast } from "@tabler/icons-react";
import { Link } from "react-router";
import type { LeelooEvent } from "@leeway/api";
import { readEvent, useLeelooEvents } from "../api/events.js";
import { useKeepSample, useNodeTypes } from "../api/workflows.js";
import { useStep } from "../inspector/step-context.js";
import { useLanguage, useT } from "../ui/language.js";
import { Choice, Rows } from "../ui/unfolding.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError } from "../ui/said.js";
import { eventTitle, whoIn } from "./who.js";

/** As many as one looks through without searching. */
const SHOWN = 4;

/** What came last of the chosen types, to be taken as the sample. */
export function LatestEvents() {
  const t = useT();
  const { locale } = useLanguage();
  const { workflowId, node } = useStep();
  const definitions = useNodeTypes().data ?? [];
  const { data } = useLeelooEvents(20);
  const keep = useKeepSample(workflowId);
  const chosen = node.params["events"];
  const wanted = new Set(
    (Array.isArray(chosen) ? chosen : []).flatMap((type) => (typeof type === "string" ? [type.toLowerCase()] : [])),
  );
  const events = (data?.pages[0]?.items ?? [])
    .filter(({ type }) => type !== "" && (wanted.size === 0 || wanted.has(type.toLowerCase())))
    .slice(0, SHOWN);
  const take = async (event: LeelooEvent) => {
    try {
      const { type, data: body, receivedAt } = event.truncated ? await readEvent(event.id) : event;
      await keep.mutateAsync({ nodeId: node.id, payload: { type, data: body, receivedAt } });
      sayDone(t("events.sample.kept"));
    } catch (error) {
      sayError(error, t);
    }
  };
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t("events.sample")}
        </Text>
        <Anchor component={Link} to="/events" size="xs">
          {t("events.all")}
        </Anchor>
      </Group>
      <Text size="xs" c="dimmed">
        {t(events.length > 0 ? "events.sample.help" : "events.sample.none")}
      </Text>
      {events.length > 0 && (
        <Rows label={t("events.sample")}>
          {events.map((event) => (
            <Choice key={event.id} onChoose={() => void take(event)} data-testid="event-sample">
              <IconBroadcast size={16} aria-hidden />
              <Text size="sm" flex={1} miw={0} truncate="end">
                {[eventTitle(definitions, event.type, locale), whoIn(event)].filter(Boolean).join(" · ")}
              </Text>
              <Moment at={event.receivedAt} size="xs" c="dimmed" />
            </Choice>
          ))}
        </Rows>
      )}
    </Stack>
  );
}
