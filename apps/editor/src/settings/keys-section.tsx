import { useState } from "react";
import { Alert, Code, Group, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import type { CreatedApiKey } from "@leeway/api";
import { useApiKeys } from "../api/account.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { KeyForm } from "./key-form.js";
import { KeyTable } from "./key-table.js";
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
        <KeyForm onCreated={setCreated} />
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
