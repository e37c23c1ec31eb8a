import { useState } from "react";
import { Stack, Text } from "@mantine/core";
import type { ApiKey, CreatedApiKey } from "@leeway/api";
import { useApiKeys } from "../api/account.js";
import { useT } from "../ui/language.js";
import { Failed, Waiting } from "../ui/states.js";
import { EndedKeys } from "./ended-keys.js";
import { KeyForm } from "./key-form.js";
import { KeyOnce } from "./key-once.js";
import { KeyTable } from "./key-table.js";
import { Section } from "./section.js";

/** Keys for programs. A new one is shown once and nowhere kept as it is. */
export function KeysSection() {
  const t = useT();
  const keys = useApiKeys();
  const [created, setCreated] = useState<CreatedApiKey>();
  // As they are when the list comes: which of them end while one looks at them is no news.
  const { living, ended } = byEnd(keys.data?.items ?? [], keys.dataUpdatedAt);
  return (
    <Section title={t("settings.keys")} text={t("settings.keys.text")}>
      <Stack>
        <KeyForm onCreated={setCreated} />
        {created && <KeyOnce value={created.key} onClose={() => setCreated(undefined)} />}
        {keys.isPending && <Waiting rows={2} />}
        {keys.error && <Failed error={keys.error} again={() => void keys.refetch()} />}
        {keys.isSuccess && living.length === 0 && (
          <Text size="sm" c="dimmed">
            {t("settings.keys.empty")}
          </Text>
        )}
        {living.length > 0 && <KeyTable label={t("settings.keys")} items={living} />}
        {ended.length > 0 && <EndedKeys items={ended} />}
      </Stack>
    </Section>
  );
}

const byEnd = (items: readonly ApiKey[], now: number) => {
  const hasEnded = ({ expiresAt }: ApiKey) => expiresAt !== null && Date.parse(expiresAt) <= now;
  return { living: items.filter((one) => !hasEnded(one)), ended: items.filter(hasEnded) };
};
