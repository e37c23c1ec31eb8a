import { Badge, Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { sayRole, type ApiKey } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useConfirmKeys, useRestingKeys } from "../api/restored.js";
import { DeleteKey } from "../settings/delete-key.js";
import { KeyUse } from "../settings/key-use.js";
import { WhoMay } from "../ui/allowed.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";

/** API keys as they were in the backup: each opens nothing until somebody who may has looked at it. */
export function RestingKeys({ count }: { count: number }) {
  const t = useT();
  const may = useMay()("apiKeys.edit");
  return (
    <Stack gap="sm" data-testid="resting-keys">
      <Title order={2} size="h3">
        {t("restored.keys.title", { count })}
      </Title>
      <Text size="sm" maw={820}>
        {t("restored.keys.text")}
      </Text>
      {may ? <Keys count={count} /> : <WhoMay permission="apiKeys.edit" />}
    </Stack>
  );
}

function Keys({ count }: { count: number }) {
  const t = useT();
  const keys = useRestingKeys();
  const confirm = useConfirmKeys((act) => confirmed(t, act));
  const say = (ids: string[] | undefined, many: number) =>
    confirm.mutate(ids, {
      onSuccess: () => sayDone(t("restored.keys.done", { count: many })),
      onError: (error) => sayRefusal(error, t),
    });
  if (keys.isPending) return <Waiting rows={2} />;
  if (keys.error && !keys.data) return <Failed error={keys.error} again={() => void keys.refetch()} />;
  return (
    <>
      {count > 1 && (
        <Group>
          <Button
            variant="default"
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={confirm.isPending && confirm.variables === undefined}
            onClick={() => say(undefined, count)}
            data-testid="confirm-all-keys"
          >
            {t("restored.keys.confirmAll", { count })}
          </Button>
        </Group>
      )}
      <Stack component="ul" p={0} m={0} gap="xs" aria-label={t("restored.keys.title", { count })}>
        {keys.data.map((key) => (
          <Row
            key={key.id}
            one={key}
            busy={confirm.isPending && confirm.variables?.includes(key.id) === true}
            onConfirm={() => say([key.id], 1)}
          />
        ))}
      </Stack>
    </>
  );
}

function Row({ one, busy, onConfirm }: { one: ApiKey; busy: boolean; onConfirm: () => void }) {
  const t = useT();
  const { locale } = useLanguage();
  const { id, name, prefix, role, madeBy, lastUsedAt, restingSince } = one;
  const asks = lastUsedAt !== null && restingSince !== null && lastUsedAt > restingSince;
  return (
    <Paper component="li" withBorder p="sm" style={{ listStyle: "none" }} data-testid={`resting-${id}`}>
      <Group gap="md" justify="space-between">
        <Stack gap={2} flex={1} miw="min(100%, 260px)">
          <Group gap="xs">
            <Text fw={600}>{name}</Text>
            <Text size="xs" c="dimmed" ff="monospace">
              {prefix}…
            </Text>
            <Text size="sm">{sayRole(role, locale)}</Text>
            {asks && <Badge color="orange">{t("restored.keys.asks")}</Badge>}
          </Group>
          <Group gap={6}>
            {madeBy && (
              <Text size="sm" c="dimmed">
                {t("keys.by", { name: madeBy.name || t("team.gone") })} ·
              </Text>
            )}
            <KeyUse of={one} />
          </Group>
        </Stack>
        <Group gap="xs" wrap="nowrap">
          <Button
            variant="default"
            onClick={onConfirm}
            loading={busy}
            aria-label={t("restored.keys.confirm.label", { name })}
          >
            {t("restored.keys.confirm")}
          </Button>
          <DeleteKey one={one} />
        </Group>
      </Group>
    </Paper>
  );
}
