import { useState } from "react";
import { Badge, Button, Tooltip } from "@mantine/core";
import { IconCircleDashed, IconCircleDot, IconRocket, IconBroadcast } from "@tabler/icons-react";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { useGoingLive } from "../going-live/going-live-open.js";
import { useStaleInReal } from "../going-live/stale-in-real.js";
import { useLanguage, useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { askStale } from "./ask-stale.js";
import { useProblemsOpen } from "./problems-open.js";
import { publishDraft, usePublishState } from "./publishing.js";
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
        variant="light"
        color={look.color}
        size="lg"
        tt="none"
        fw={500}
        data-testid="publish-state"
        data-state={state}
        data-version={version}
        leftSection={<look.icon size={14} aria-hidden />}
        styles={{ root: { flex: "none" }, label: { color: "var(--mantine-color-text)" } }}
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

/** The screen's primary button as long as something waits for publishing. */
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
  const [busy, setBusy] = useState(false);
  const publish = async () => {
    const outcome = await publishDraft(catalogue, locale);
    if (outcome.kind === "done") sayDone(t("editor.publish.done", { version: outcome.version }));
    else {
      notifications.show({ color: "red", message: t("editor.publish.refused", { count: outcome.count }) });
      useProblemsOpen.getState().setOpen(true);
    }
    await client.invalidateQueries({ queryKey: ["workflows"] });
  };
  const publishUnlessStale = async () => {
    const places = await staleInReal();
    if (places.length === 0) return publish();
    return askStale(t, {
      places,
      onReplace: () => goLive(workflowId),
      onPublish: () => void doing(publish),
    });
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
    <Tooltip label={t("editor.publish.current")} disabled={state !== "current"}>
      <Button
        variant={state === "current" || empty || conflict ? "default" : "filled"}
        size="sm"
        data-testid="toolbar-publish"
        leftSection={<IconRocket size={16} aria-hidden />}
        loading={busy}
        onClick={() => (state === "current" ? sayDone(t("editor.publish.current")) : void doing(publishUnlessStale))}
      >
        {t("editor.publish")}
      </Button>
    </Tooltip>
  );
}
