import type { ButtonProps } from "@mantine/core";
import { useReplayRun } from "../api/replay.js";
import { saveDraft } from "../document/saving.js";
import { useEditor } from "../document/store.js";
import { ask } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { useShowRun } from "./show-run.js";
import { VersionMenu, type Version } from "./version-menu.js";

interface ReplayProps extends ButtonProps {
  runId: string;
  /** The step that it begins with; without it, the whole run is done again. */
  from?: { key: string; name: string };
}

/** Beside a canvas the draft is what is drawn there, saved or not yet. */
const drawnIsSaved = async () => {
  if (!useEditor.getState().left) await saveDraft();
};

/** Does a run again, after saying what that means; by itself in the version that it had. */
export function ReplayButton({ runId, from, ...props }: ReplayProps) {
  const may = useMay();
  const t = useT();
  const again = useReplayRun(runId, drawnIsSaved);
  const show = useShowRun();
  const replay = (version: Version) =>
    again.mutate(
      { ...(from && { from: from.key }), ...(version && { version }) },
      {
        onSuccess: (made) => {
          sayDone(t("replay.done"));
          show(made.runId);
        },
        onError: (error) => sayError(error, t),
      },
    );
  const press = (version: Version) =>
    ask(t, {
      title: from ? t("replay.from.title", { step: from.name }) : t("replay.title"),
      text: t(from ? "replay.from.text" : "replay.text"),
      yes: t("replay"),
      onYes: () => replay(version),
    });
  if (!may("runs.settle")) return null;
  return (
    <VersionMenu
      label={t(from ? "replay.from" : "replay")}
      testId={from ? `replay-${from.key}` : "replay-run"}
      loading={again.isPending}
      onChoose={press}
      {...props}
    />
  );
}
