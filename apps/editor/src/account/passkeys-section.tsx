import { useState } from "react";
import { ActionIcon, Button, Group, Stack, Text, TextInput, ThemeIcon, Tooltip } from "@mantine/core";
import { IconFingerprint, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Passkey } from "@leeway/api";
import { addPasskey, canPasskeys, isClosed, removePasskey, usePasskeys, useRenamePasskey } from "../api/passkeys.js";
import { useFactorChanged } from "../api/second-factor.js";
import { Section } from "../settings/section.js";
import { confirmLoss } from "../ui/confirm.js";
import { useT } from "../ui/language.js";
import { Moment } from "../ui/moment.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { confirmed, sayRefusal } from "./confirmed.js";
import { RecoveryCodes } from "./recovery-codes.js";

/** Passkeys: by fingerprint, face or PIN instead of a password. */
export function PasskeysSection() {
  const t = useT();
  const list = usePasskeys();
  const client = useQueryClient();
  const factorChanged = useFactorChanged();
  const [codes, setCodes] = useState<string[] | null>(null);
  const changed = () => {
    void client.invalidateQueries({ queryKey: ["passkeys"] });
    factorChanged();
  };
  const onError = (error: unknown) => {
    if (!isClosed(error)) sayRefusal(error, t);
  };
  const count = list.data?.items.length ?? 0;
  const add = useMutation({
    mutationFn: () => confirmed(t, () => addPasskey(t("account.passkey.name", { number: count + 1 }))),
    onSuccess: (saved) => {
      setCodes(saved.codes);
      changed();
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: (id: string) => confirmed(t, () => removePasskey(id)),
    onSuccess: () => {
      changed();
      sayDone(t("account.passkey.removed"));
    },
    onError,
  });
  if (!canPasskeys())
    return (
      <Section title={t("account.passkeys")} text={t("account.passkeys.text")}>
        <Text size="sm">{t("account.passkeys.notHere")}</Text>
      </Section>
    );
  return (
    <Section title={t("account.passkeys")} text={t("account.passkeys.text")}>
      <Stack>
        {list.isPending && <Waiting rows={1} />}
        {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
        {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
        {list.data?.items.map((passkey) => (
          <Row key={passkey.id} passkey={passkey} onRemove={() => remove.mutate(passkey.id)} />
        ))}
        <Group justify="space-between">
          <Text size="sm" flex={1} miw={220}>
            {count === 0 && t("account.passkeys.none")}
          </Text>
          <Button variant="default" loading={add.isPending} onClick={() => add.mutate()}>
            {t("account.passkey.add")}
          </Button>
        </Group>
      </Stack>
    </Section>
  );
}

function Row({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) {
  const t = useT();
  const rename = useRenamePasskey();
  const [name, setName] = useState(passkey.name);
  const keep = () => {
    const next = name.trim();
    if (next === "") return setName(passkey.name);
    if (next !== passkey.name)
      rename.mutate({ id: passkey.id, name: next }, { onError: (error) => sayError(error, t) });
  };
  const ask = () =>
    confirmLoss(
      t,
      t("account.passkey.remove.title", { name: passkey.name }),
      t("account.passkey.remove.text"),
      onRemove,
      t("account.passkey.remove"),
    );
  return (
    <Group wrap="nowrap" data-testid="passkey">
      <ThemeIcon variant="light" color="gray" size="lg">
        <IconFingerprint size={18} aria-hidden />
      </ThemeIcon>
      <TextInput
        flex={1}
        aria-label={t("account.passkey.label")}
        maxLength={100}
        value={name}
        onChange={({ currentTarget: { value } }) => setName(value)}
        onBlur={keep}
        onKeyDown={(event) => event.key === "Enter" && keep()}
      />
      <Text size="xs" c="dimmed" miw={120} visibleFrom="sm">
        {passkey.lastUsedAt === null ? (
          t("account.passkey.never")
        ) : (
          <>
            {t("account.sessions.seen")} <Moment at={passkey.lastUsedAt} size="xs" />
          </>
        )}
      </Text>
      <Tooltip label={t("account.passkey.remove")}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={t("account.passkey.remove.label", { name: passkey.name })}
          onClick={ask}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
