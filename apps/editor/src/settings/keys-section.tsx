import { useState } from "react";
import { ActionIcon, Alert, Button, Code, Group, Stack, Table, Text, TextInput, Tooltip } from "@mantine/core";
import { IconKey, IconTrash } from "@tabler/icons-react";
import type { ApiKey, CreatedApiKey } from "@leeway/api";
import { useApiKeys, useCreateApiKey, useDeleteApiKey } from "../api/account.js";
import { confirmLoss } from "../ui/confirm.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Section } from "./section.js";

/** Keys for programs. A new one is shown once and nowhere kept as it is. */
export function KeysSection() {
  const t = useT();
  const keys = useApiKeys();
  const [created, setCreated] = useState<CreatedApiKey>();
  const items = keys.data?.items ?? [];
  return (
    <Section title={t("settings.keys")} text={t("settings.keys.text")}>
      <Stack>
        <NewKey onCreated={setCreated} />
        {created && <Once created={created} onClose={() => setCreated(undefined)} />}
        {keys.isPending && <Waiting rows={2} />}
        {keys.error && <Failed error={keys.error} again={() => void keys.refetch()} />}
        {keys.isSuccess && items.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("settings.keys.empty")}
          </Text>
        )}
        {items.length > 0 && <KeyTable items={items} />}
      </Stack>
    </Section>
  );
}

function NewKey({ onCreated }: { onCreated: (key: CreatedApiKey) => void }) {
  const t = useT();
  const create = useCreateApiKey();
  const [name, setName] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        create.mutate(name.trim(), {
          onSuccess: (key) => {
            onCreated(key);
            setName("");
          },
          onError: (error) => sayError(error, t),
        });
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          flex={1}
          label={t("settings.keys.name")}
          placeholder={t("settings.keys.placeholder")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          maxLength={100}
          data-testid="key-name"
        />
        <Button
          type="submit"
          variant="default"
          loading={create.isPending}
          disabled={name.trim() === ""}
          data-testid="key-create"
        >
          {t("settings.keys.new")}
        </Button>
      </Group>
    </form>
  );
}

function Once({ created, onClose }: { created: CreatedApiKey; onClose: () => void }) {
  const t = useT();
  return (
    <Alert
      color="teal"
      icon={<IconKey aria-hidden />}
      title={t("settings.keys.once")}
      withCloseButton
      closeButtonLabel={t("common.close")}
      onClose={onClose}
    >
      <Group gap={4} wrap="nowrap">
        <Code data-testid="key-once" style={{ overflowWrap: "anywhere" }}>
          {created.key}
        </Code>
        <Copy text={created.key} />
      </Group>
    </Alert>
  );
}

function KeyTable({ items }: { items: readonly ApiKey[] }) {
  const t = useT();
  const remove = useDeleteApiKey();
  const ask = ({ id, name }: ApiKey) =>
    confirmLoss(t, t("settings.keys.delete.title", { name }), t("settings.keys.delete.text"), () =>
      remove.mutate(id, {
        onSuccess: () => sayDone(t("settings.keys.deleted", { name })),
        onError: (error) => sayError(error, t),
      }),
    );
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table aria-label={t("settings.keys")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("common.name")}</Table.Th>
            <Table.Th>{t("settings.keys.created")}</Table.Th>
            <Table.Th>{t("settings.keys.used")}</Table.Th>
            <Table.Th w={48} aria-label={t("common.delete")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((key) => (
            <Table.Tr key={key.id}>
              <Table.Td>
                <Text size="sm" fw={600}>
                  {key.name}
                </Text>
                <Text size="xs" c="dimmed" ff="monospace">
                  {key.prefix}…
                </Text>
              </Table.Td>
              <Table.Td>
                <Moment at={key.createdAt} size="sm" />
              </Table.Td>
              <Table.Td>
                {key.lastUsedAt === null ? (
                  <Text size="sm" c="dimmed">
                    {t("settings.keys.never")}
                  </Text>
                ) : (
                  <Moment at={key.lastUsedAt} size="sm" />
                )}
              </Table.Td>
              <Table.Td>
                <Tooltip label={t("common.delete")}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size="lg"
                    aria-label={t("settings.keys.delete.label", { name: key.name })}
                    onClick={() => ask(key)}
                  >
                    <IconTrash size={18} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
