import { useRef, useState } from "react";
import { Alert, Button, List, Text } from "@mantine/core";
import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useMe } from "../api/account.js";
import { aheadQuery } from "../api/polls.js";
import { useRuns } from "../api/runs.js";
import { useCatalogue } from "../document/catalogue.js";
import { readingOf } from "../document/reading.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { looksInLeeloo, wantsWord } from "../polls/use-ahead.js";
import { useProblemsOpen } from "../toolbar/problems-open.js";
import { PublishDialog } from "../toolbar/publish-dialog.js";
import { publishDraft, usePublishState } from "../toolbar/publishing.js";
import { runDraft } from "../toolbar/running.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { Failed } from "../ui/states.js";
import type { Leftovers } from "./leftovers.js";
import { Step } from "./step.js";

const ASKED = "asked";

/** One thing at a time; what goes wrong is said. Where it only asked, no runs have come of it. */
function useDoing() {
  const t = useT();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const doing = async (act: () => Promise<unknown>) => {
    setBusy(true);
    try {
      if ((await act()) !== ASKED) await client.invalidateQueries({ queryKey: ["runs"] });
    } catch (error) {
      sayError(error, t);
    } finally {
      setBusy(false);
    }
  };
  return { busy, doing };
}

/** It is published as it is on the screen, and works with a real account: what runs in the sandbox is not live. */
export function useLive({ steps, pending }: Leftovers): boolean {
  return usePublishState() === "current" && steps.length === 0 && !pending;
}

/** A rehearsal of the draft as it is saved went well. */
export function useRehearsed(workflowId: string): boolean {
  const savedAt = useEditor(({ workflow }) => workflow?.updatedAt ?? "");
  const runs = useRuns({ workflowId }, 10).data?.pages[0]?.items ?? [];
  return runs.some((run) => run.rehearsal && run.status === "succeeded" && run.createdAt >= savedAt);
}

/** The whole path through the sandbox, where there is one. */
export function RehearseStep({ rehearsed, live }: { rehearsed: boolean; live: boolean }) {
  const t = useT();
  const me = useMe().data;
  const trigger = useEditor(({ document }) => readingOf(document).triggers[0]);
  const { busy, doing } = useDoing();
  const off = me?.sandbox === false;
  return (
    <Step number={5} name="rehearse" title={t("rehearse")} done={rehearsed || live}>
      <Text size="sm">{t(off ? "rehearse.off" : "live.rehearse.text")}</Text>
      <Button
        size="xs"
        variant={rehearsed ? "default" : "filled"}
        disabled={!trigger || me?.sandbox !== true}
        loading={busy}
        onClick={() => trigger && void doing(() => runDraft(trigger.id, { rehearsal: true }))}
      >
        {t("rehearse")}
      </Button>
    </Step>
  );
}

/** Waits until nothing of the sandbox is left, or is told to publish all the same. */
export function PublishStep({
  workflowId,
  rehearsed,
  live,
  left,
}: {
  workflowId: string;
  rehearsed: boolean;
  live: boolean;
  left: Leftovers;
}) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const published = usePublishState() === "current";
  const openProblems = useProblemsOpen((state) => state.setOpen);
  const { busy, doing } = useDoing();
  const [count, setCount] = useState(0);
  const [asked, setAsked] = useState(false);
  const client = useQueryClient();
  const button = useRef<HTMLButtonElement>(null);
  const publish = (leave?: readonly string[]) =>
    void doing(async () => {
      if (!leave && (await startsAtOnce(client, workflowId))) {
        setAsked(true);
        return ASKED;
      }
      const came = await publishDraft(catalogue, locale, leave);
      setCount(came.kind === "refused" ? came.count : 0);
      if (came.kind === "refused") openProblems(true);
      return came.kind;
    });
  const names = [...new Set([...left.steps, ...left.ids].map(({ name }) => name))];
  const whole = names.length === 0 && !left.pending;
  return (
    <Step number={6} name="publish" title={t("live.publish")} done={live}>
      <Text size="sm">{t("live.publish.text")}</Text>
      {count > 0 && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t("live.publish.problems", { count })}
        </Text>
      )}
      {left.error !== undefined && <Failed error={left.error} again={left.again} />}
      <Button
        ref={button}
        size="xs"
        variant={rehearsed && whole && !published ? "filled" : "default"}
        disabled={!whole}
        loading={busy && whole}
        onClick={() => publish()}
        data-testid="live-publish-button"
      >
        {t("live.publish")}
      </Button>
      {names.length > 0 && (
        <Alert color="orange" p="xs" role="note" data-testid="live-left">
          <Text size="sm">{t("live.publish.left")}</Text>
          <List size="sm" spacing={2} my={6}>
            {names.map((name) => (
              <List.Item key={name}>{name}</List.Item>
            ))}
          </List>
          {!published && (
            <Button size="xs" variant="outline" color="red" loading={busy} onClick={() => publish()}>
              {t("live.publish.anyway")}
            </Button>
          )}
        </Alert>
      )}
      {asked && (
        <PublishDialog
          workflowId={workflowId}
          stale={[]}
          onPublish={publish}
          onClose={() => setAsked(false)}
          returnTo={button}
        />
      )}
    </Step>
  );
}

/** Whether a trigger would start runs of what was in Leeloo before: that is shown, and asked about, first. */
async function startsAtOnce(client: QueryClient, workflowId: string): Promise<boolean> {
  await saveDraft();
  if (!looksInLeeloo(useEditor.getState().document)) return false;
  return (await client.fetchQuery(aheadQuery(workflowId))).some(wantsWord);
}
