import { useState } from "react";
import { ActionIcon, Group, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useCredentials } from "../api/workspace.js";
import { useEditor } from "../document/store.js";
import { isRealLeeloo } from "../toolbar/real-people.js";
import { useT } from "../ui/language.js";
import { TestStep, TokenStep } from "./account-steps.js";
import { useGoingLive } from "./going-live-open.js";
import { PublishStep, RehearseStep, useLive, useRehearsed } from "./last-steps.js";
import { useLeftovers } from "./leftovers.js";
import { LgtStep } from "./lgt-step.js";
import { ReplaceStep } from "./replace-step.js";
import css from "./going-live.module.css";

/** The path from the sandbox to the real account; every step sees by itself whether it is done. */
export function GoingLive({ workflowId }: { workflowId: string }) {
  const t = useT();
  const close = useGoingLive((state) => state.close);
  const accounts = (useCredentials().data ?? []).filter(isRealLeeloo);
  const used = useEditor(
    ({ document }) => document.nodes.find(({ credential }) => isOf(accounts, credential))?.credential,
  );
  const [wanted, setWanted] = useState<string>();
  // Among several, which one is meant is not ours to guess.
  const account =
    accounts.find(({ id }) => id === (wanted ?? used)) ?? (accounts.length === 1 ? accounts[0] : undefined);
  const left = useLeftovers();
  const rehearsed = useRehearsed(workflowId);
  const live = useLive(left);
  return (
    <aside className={css.panel} aria-label={t("live.title")} data-testid="going-live">
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text component="h2" size="md" fw={600}>
          {t("live.title")}
        </Text>
        <ActionIcon variant="subtle" color="gray" aria-label={t("live.close")} onClick={close}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
      <Text size="sm" c="dimmed" mb="md">
        {t("live.text")}
      </Text>
      <Stack component="ol" gap="lg" p={0} m={0}>
        <TokenStep accounts={accounts} account={account} onChoose={setWanted} />
        <TestStep key={`test ${account?.id}`} account={account} />
        <LgtStep key={`lgt ${account?.id}`} workflowId={workflowId} account={account} />
        <ReplaceStep accountId={account?.id} left={left} />
        <RehearseStep rehearsed={rehearsed} live={live} />
        <PublishStep workflowId={workflowId} rehearsed={rehearsed} live={live} left={left} />
      </Stack>
    </aside>
  );
}

const isOf = (all: readonly { id: string }[], wanted: string | undefined) => all.some(({ id }) => id === wanted);
