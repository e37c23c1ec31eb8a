import { Badge, Group, Stack, Table, Text, Title } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconClock, type Icon } from "@tabler/icons-react";
import type { NoticeChannel, NoticeDelivery } from "@leeway/api";
import { useDeliveries } from "../api/notices.js";
import type { MessageId } from "../messages/catalogue.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { Failed, Waiting } from "../ui/states.js";

const looks: Record<NoticeDelivery["state"], { icon: Icon; color: string; word: MessageId }> = {
  sent: { icon: IconCircleCheck, color: "teal", word: "notices.state.sent" },
  waiting: { icon: IconClock, color: "violet", word: "notices.state.waiting" },
  failed: { icon: IconCircleX, color: "red", word: "notices.state.failed" },
};

/** What was sent lately, and what became of it. */
export function Deliveries() {
  const t = useT();
  const list = useDeliveries();
  return (
    <Stack gap="xs" mt="lg">
      <Title order={3} size="h5">
        {t("notices.deliveries")}
      </Title>
      {list.isPending && <Waiting rows={2} />}
      {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("notices.deliveries.none")}
        </Text>
      )}
      {list.data && list.data.length > 0 && (
        <Table.ScrollContainer minWidth={520}>
          <Table aria-label={t("notices.deliveries")} verticalSpacing="xs">
            <Table.Tbody>
              {list.data.map((delivery) => (
                <Row key={delivery.id} delivery={delivery} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

function Row({ delivery: { kind, workflow, channel, state, madeAt, error } }: { delivery: NoticeDelivery }) {
  const t = useT();
  const { icon: Sign, color, word } = looks[state];
  return (
    <Table.Tr data-state={state}>
      <Table.Td>
        <Text size="sm" fw={600} className="leeway-name">
          {workflow.name}
        </Text>
        <Text size="sm" c="dimmed">
          {t(`notices.what.${kind}`)}, <Moment at={madeAt} />
        </Text>
      </Table.Td>
      <Table.Td>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {addressOf(channel)}
        </Text>
        {error && state !== "sent" && (
          <Text size="sm" c="dimmed">
            {error.message}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <Group justify="flex-end">
          <Badge color={color} leftSection={<Sign size={13} aria-hidden />}>
            {t(word)}
          </Badge>
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** Of a webhook the host alone: the rest of such addresses is often a secret. */
function addressOf(channel: NoticeChannel): string {
  if (channel.kind === "email") return channel.to.join(", ");
  if (channel.kind === "telegram") return channel.chat;
  return URL.canParse(channel.url) ? new URL(channel.url).host : channel.url;
}
