import { Button, Group, Stack, Text } from "@mantine/core";
import { IconBroadcast, IconRefresh } from "@tabler/icons-react";
import { sayStepError, type SandboxDelivery, type SandboxEvents } from "@leeway/api";
import { stepErrorCodes, type Locale } from "@leeway/engine";
import { useSendAgain } from "../api/sandbox.js";
import { JsonView } from "../runs/json/json-view.js";
import { Allowed } from "../ui/allowed.js";
import { useLanguage, useT } from "../ui/language.js";
import { useDuration } from "../ui/moment.js";
import { sayError } from "../ui/said.js";
import { Empty } from "../ui/states.js";
import { Rows, Unfolding } from "../ui/unfolding.js";
import { words } from "./cells.js";
import { isDelivered, Result } from "./delivery-result.js";
import { EventsTarget } from "./events-target.js";

/** Where the events go, and what came of each. */
export function Deliveries({ events: { target, deliveries } }: { events: SandboxEvents }) {
  const t = useT();
  return (
    <Stack gap="md">
      <EventsTarget target={target} last={deliveries[0]} />
      {deliveries.length === 0 ? (
        <Empty icon={IconBroadcast} title={t("sandbox.events.empty.title")} text={t("sandbox.events.empty.text")} />
      ) : (
        <Rows label={t("sandbox.events")}>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} />
          ))}
        </Rows>
      )}
    </Stack>
  );
}

function Row({ delivery }: { delivery: SandboxDelivery }) {
  const t = useT();
  const { event, url, at } = delivery;
  const { name, offer_name: offer, text } = event.data;
  const about = [name, text ?? offer].map(words).filter(Boolean).join(" · ");
  return (
    <Unfolding
      data-testid="sandbox-delivery"
      data-type={event.type}
      title={
        <>
          {t(`sandbox.event.${event.type}`)}
          {about !== "" && (
            <Text span fw={400}>
              {" "}
              {about}
            </Text>
          )}
        </>
      }
      about={
        <Text size="sm" c="dimmed" truncate="end">
          {t("sandbox.events.to", { host: new URL(url).host })}
        </Text>
      }
      marks={<Result delivery={delivery} />}
      at={at}
    >
      <Detail delivery={delivery} />
    </Unfolding>
  );
}

function Detail({ delivery }: { delivery: SandboxDelivery }) {
  const t = useT();
  const duration = useDuration();
  const again = useSendAgain();
  const { locale } = useLanguage();
  const { id, url, event, status, error, tookMs, withheld } = delivery;
  const failure = () =>
    error === null
      ? t("sandbox.events.refused.text", { status })
      : t("sandbox.events.lost.text", { error: why(error, url, locale) });
  const sent = () => (isDelivered(delivery) ? t("sandbox.events.took", { time: duration(tookMs) }) : failure());
  const what = withheld ? t(`sandbox.events.withheld.${withheld}`) : sent();
  return (
    <Stack gap="xs" p="sm" pt="xs">
      <Group justify="space-between">
        <Text size="sm">{what}</Text>
        <Allowed to="sandbox.use">
          <Button
            variant="default"
            size="xs"
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={again.isPending}
            onClick={() => again.mutate(id, { onError: (problem) => sayError(problem, t) })}
          >
            {t("sandbox.events.again")}
          </Button>
        </Allowed>
      </Group>
      <JsonView value={event} label={t("sandbox.sent")} />
    </Stack>
  );
}

/** What held it back in words where it was Leeway itself; the network's own word where it was the network. */
function why(error: string, url: string, locale: Locale): string {
  const code = stepErrorCodes.find((one) => one === error);
  return code ? sayStepError({ code, values: { host: new URL(url).host } }, locale).message : `${error}.`;
}
