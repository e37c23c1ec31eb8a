import { Code, Group, Stack, Text } from "@mantine/core";
import { useMe } from "../api/account.js";
import { useHub } from "../api/events.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import css from "./events.module.css";

/** The address for Leeloo's one webhook slot, and where to put it. */
export function HubAddress() {
  const t = useT();
  const hub = useHub();
  const { data: me } = useMe();
  if (hub.isPending) return <Waiting rows={1} />;
  if (hub.error) return <Failed error={hub.error} again={() => void hub.refetch()} />;
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t("events.hub.address")}
      </Text>
      <Group gap={4} wrap="nowrap" align="center">
        <Code className={css.address} data-testid="hub-url">
          {hub.data.url}
        </Code>
        <Copy text={hub.data.url} label={t("webhook.address.copy")} />
      </Group>
      <Text size="xs" c="dimmed">
        {t("events.hub.where")}
      </Text>
      {me?.reach === "local" && (
        <Text size="xs" c="dimmed" data-testid="hub-local">
          {t("webhook.local")}
        </Text>
      )}
    </Stack>
  );
}
