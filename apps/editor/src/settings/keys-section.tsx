import { useState } from "react";
import { Stack, Text } from "@mantine/core";
import type { CreatedApiKey } from "@leeway/api";
import { useApiKeys } from "../api/account.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { KeyForm } from "./key-form.js";
import { KeyOnce } from "./key-once.js";
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
        {created && <KeyOnce value={created.key} onClose={() => setCreated(undefined)} />}
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
