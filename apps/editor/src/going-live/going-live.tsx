import { useState } from "react";
import { ActionIcon, Anchor, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRuns } from "../api/runs.js";
import { useSandboxState } from "../api/sandbox.js";
import { useCredentials, useVariables } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { setNode } from "../document/commands.js";
import { nameOf } from "../document/names.js";
import { readingOf } from "../document/reading.js";
import { useEditor } from "../document/store.js";
import { useProblemsOpen } from "../toolbar/problems-open.js";
import { publishDraft, usePublishState } from "../toolbar/publishing.js";
import { isRealLeeloo } from "../toolbar/real-people.js";
import { runDraft } from "../toolbar/running.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { isTested, TestStep, TokenStep } from "./account-steps.js";
import { useGoingLive } from "./going-live-open.js";
import { chosenLgt, LgtStep } from "./lgt-step.js";
import { sandboxIdsIn, stepsInSandbox } from "./sandbox-ids.js";
import { Step } from "./step.js";
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
  const [, setTested] = useState(0);
  const account = accounts.find(({ id }) => id === (wanted ?? used)) ?? accounts[0];
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
        <TestStep key={`test ${account?.id}`} account={account} onTested={() => setTested((count) => count + 1)} />
        <LgtStep
          key={`lgt ${account?.id}`}
          workflowId={workflowId}
          account={account && isTested(account) ? account : undefined}
        />
        <ReplaceStep accountId={account?.id} lgt={chosenLgt(workflowId, account)} />
        <LastSteps workflowId={workflowId} />
      </Stack>
    </aside>
  );
}

const isOf = (all: readonly { id: string }[], wanted: string | undefined) => all.some(({ id }) => id === wanted);

/** The credential in all steps at once, and the ids that no account but the sandbox knows. */
function ReplaceStep({ accountId, lgt }: { accountId: string | undefined; lgt: string | undefined }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const run = useEditor((state) => state.run);
  const show = useEditor((state) => state.show);
  const credentials = useCredentials().data ?? [];
  const variables = useVariables().data ?? [];
  const ids = new Set(useSandboxState().data?.ids);
  const inSandbox = stepsInSandbox(document, catalogue, credentials);
  const stale = sandboxIdsIn(document, ids, variables).filter(({ id }) => id !== lgt);
  const replace = () => {
    for (const { id } of inSandbox) run(setNode(id, { credential: accountId }), "going live");
  };
  const titleOf = (nodeId: string, param: string) => {
    const node = document.nodes.find(({ id }) => id === nodeId);
    const title = catalogue.get(node?.type ?? "")?.params.find(({ name }) => name === param)?.title[locale];
    return `${node ? nameOf(node, catalogue, locale) : nodeId}: ${title ?? param}`;
  };
  return (
    <Step number={4} name="replace" title={t("live.replace")} done={inSandbox.length === 0 && stale.length === 0}>
      <Text size="sm">{t("live.replace.text", { count: inSandbox.length })}</Text>
      {inSandbox.length > 0 && (
        <Button size="xs" disabled={accountId === undefined} onClick={replace}>
          {t("live.replace.button")}
        </Button>
      )}
      {stale.length > 0 && (
        <div data-testid="live-stale">
          <Text size="sm" fw={600}>
            {t("live.stale")}
          </Text>
          <Text size="sm" c="dimmed">
            {t("live.stale.text")}
          </Text>
          <List size="sm" spacing={2}>
            {stale.map(({ nodeId, param, id, variable }) => (
              <List.Item key={`${nodeId} ${param} ${id}`}>
                <Anchor component="button" type="button" size="sm" ta="left" onClick={() => show(nodeId, param)}>
                  {titleOf(nodeId, param)}
                  {variable !== undefined && ` (vars.${variable})`}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </div>
      )}
    </Step>
  );
}

/** Rehearse, then publish. */
function LastSteps({ workflowId }: { workflowId: string }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const client = useQueryClient();
  const trigger = useEditor(({ document }) => readingOf(document).triggers[0]);
  const savedAt = useEditor(({ workflow }) => workflow?.updatedAt ?? "");
  const published = usePublishState() === "current";
  const openProblems = useProblemsOpen((state) => state.setOpen);
  const runs = useRuns({ workflowId }, 10).data?.pages[0]?.items ?? [];
  const rehearsed = runs.some((run) => run.rehearsal && run.status === "succeeded" && run.createdAt >= savedAt);
  const [busy, setBusy] = useState<"rehearse" | "publish">();
  const [count, setCount] = useState(0);
  const doing = async (what: "rehearse" | "publish", act: () => Promise<unknown>) => {
    setBusy(what);
    try {
      await act();
      await client.invalidateQueries({ queryKey: ["runs"] });
    } catch (error) {
      sayError(error, t);
    } finally {
      setBusy(undefined);
    }
  };
  const publish = async () => {
    const came = await publishDraft(catalogue, locale);
    setCount(came.kind === "refused" ? came.count : 0);
    if (came.kind === "refused") openProblems(true);
  };
  return (
    <>
      <Step number={5} name="rehearse" title={t("rehearse")} done={rehearsed || published}>
        <Text size="sm">{t("live.rehearse.text")}</Text>
        <Button
          size="xs"
          variant={rehearsed ? "default" : "filled"}
          disabled={!trigger}
          loading={busy === "rehearse"}
          onClick={() => trigger && void doing("rehearse", () => runDraft(trigger.id, { rehearsal: true }))}
        >
          {t("rehearse")}
        </Button>
      </Step>
      <Step number={6} name="publish" title={t("live.publish")} done={published}>
        <Text size="sm">{t("live.publish.text")}</Text>
        {count > 0 && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {t("live.publish.problems", { count })}
          </Text>
        )}
        <Button
          size="xs"
          variant={rehearsed && !published ? "filled" : "default"}
          loading={busy === "publish"}
          onClick={() => void doing("publish", publish)}
        >
          {t("live.publish")}
        </Button>
      </Step>
    </>
  );
}
