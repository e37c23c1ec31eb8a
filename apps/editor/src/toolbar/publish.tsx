import { useRef, useState } from "react";
import { Badge, Button, Tooltip } from "@mantine/core";
import { IconCircleDashed, IconCircleDot, IconRocket, IconBroadcast } from "@tabler/icons-react";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { saveDraft } from "../document/saving.js";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { useGoingLive } from "../going-live/going-live-open.js";
import { useStaleInReal } from "../going-live/stale-in-real.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { useProblemsOpen } from "./problems-open.js";
import { PublishDialog } from "./publish-dialog.js";
import { publishDraft, showServersProblems, usePublishState } from "./publishing.js";
import css from "./toolbar.module.css";

/** Draft or published, in a word; the version on hover. */
export function PublishWord() {
  const t = useT();
  const state = usePublishState();
  const version = useEditor(({ workflow }) => workflow?.published?.version ?? 0);
  const look = {
    draft: {
      icon: IconCircleDashed,
      color: "gray",
      word: t("editor.draft"),
      short: undefined,
      help: t("editor.draft.help"),
    },
    current: {
      icon: IconBroadcast,
      color: "teal",
      word: t("editor.published"),
      short: undefined,
      help: t("editor.publishedVersion", { version }),
    },
    changed: {
      icon: IconCircleDot,
      color: "orange",
      word: t("editor.publishedChanged"),
      short: t("editor.publishedChanged.short"),
      help: t("editor.publishedChanged.help", { version }),
    },
  }[state];
  return (
    <Tooltip label={look.help}>
      <Badge
        color={look.color}
        size="lg"
        fw={500}
        data-testid="publish-state"
        data-state={state}
        data-version={version}
        leftSection={<look.icon size={14} aria-hidden />}
        styles={{ root: { flex: "none" } }}
      >
        {look.short === undefined ? (
          look.word
        ) : (
          <>
            <span className={css.long}>{look.word}</span>
            <span className={css.short}>{look.short}</span>
          </>
        )}
      </Badge>
    </Tooltip>
  );
}

/** The screen's primary button as long as something waits for publishing. What it does is shown first. */
export function PublishButton({ workflowId }: { workflowId: string }) {
  const t = useT();
  const state = usePublishState();
  const empty = useEditor(({ document }) => document.nodes.length === 0);
  const conflict = useEditor(({ saveState }) => saveState === "conflict");
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  const client = useQueryClient();
  const staleInReal = useStaleInReal();
  const goLive = useGoingLive((one) => one.open);
  const button = useRef<HTMLButtonElement>(null);
  const [busy, setBusy] = useState(false);
  /** Where it is asked: the places of ids that only the sandbox knows. */
  const [asked, setAsked] = useState<readonly string[]>();
  const refuse = (count: number) => {
    notifications.show({ color: "red", message: t("editor.publish.refused", { count }) });
    useProblemsOpen.getState().setOpen(true);
  };
  const prepare = async () => {
    await saveDraft();
    const count = await showServersProblems(catalogue, locale);
    if (count > 0) return refuse(count);
    setAsked(await staleInReal());
  };
  const publish = async (leave: readonly string[]) => {
    const outcome = await publishDraft(catalogue, locale, leave);
    if (outcome.kind === "done") sayDone(t("editor.publish.done", { version: outcome.version }));
    else refuse(outcome.count);
    await client.invalidateQueries({ queryKey: ["workflows"] });
  };
  const doing = async (act: () => Promise<void>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      // A conflict has a dialog of its own.
      if (useEditor.getState().saveState !== "conflict") sayError(error, t);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Tooltip label={t("editor.publish.current")} disabled={state !== "current"}>
        <Button
          ref={button}
          variant={state === "current" || empty || conflict ? "default" : "filled"}
          size="sm"
          data-testid="toolbar-publish"
          leftSection={<IconRocket size={16} aria-hidden />}
          loading={busy}
          onClick={() => (state === "current" ? sayDone(t("editor.publish.current")) : void doing(prepare))}
        >
          {t("editor.publish")}
        </Button>
      </Tooltip>
      {asked && (
        <PublishDialog
          workflowId={workflowId}
          stale={asked}
          onReplace={() => goLive(workflowId)}
          onPublish={(leave) => void doing(() => publish(leave))}
          onClose={() => setAsked(undefined)}
          returnTo={button}
        />
      )}
    </>
  );
}
