import type { ButtonProps } from "@mantine/core";
import type { LoopState } from "@leeway/engine";
import { useReplayRun } from "../api/replay.js";
import { ask } from "../ui/confirm.js";
import { useMay } from "../api/permission.js";
import { useT, type Translate } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { drawnIsSaved } from "./drawn-is-saved.js";
import { useShowRun } from "./show-run.js";
import { useUnlessRepeated } from "./unless-repeated.js";
import { VersionMenu, type Version } from "./version-menu.js";

interface ReplayProps extends ButtonProps {
  runId: string;
  /** The step that it begins with; without it, the whole run is done again. */
  from?: { key: string; name: string; loop?: LoopState | undefined };
}

/** Does a run again, after saying what that means; by itself in the version that it had. */
export function ReplayButton({ runId, from, ...props }: ReplayProps) {
  const may = useMay();
  const t = useT();
  const again = useReplayRun(runId, drawnIsSaved);
  const show = useShowRun();
  const unlessRepeated = useUnlessRepeated(runId, from?.key);
  const replay = (version: Version) =>
    unlessRepeated(async (manner) => {
      const made = await again.mutateAsync({ ...(from && { from: from.key }), ...(version && { version }), ...manner });
      sayDone(t("replay.done"));
      show(made.runId);
    }).catch((error: unknown) => sayError(error, t));
  const press = (version: Version) =>
    ask(t, {
      title: from ? t("replay.from.title", { step: from.name }) : t("replay.title"),
      text: from ? textOf(from, t) : t("replay.text"),
      yes: t("replay"),
      onYes: () => void replay(version),
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

/** What the step that it begins with means: of a loop all items begin anew, those that came through as well. */
function textOf({ loop }: NonNullable<ReplayProps["from"]>, t: Translate): string {
  if (!loop || loop.succeeded === 0) return t("replay.from.text");
  const { succeeded: count, failed } = loop;
  return t("replay.from.loop", { count, failed, button: t("items.retryFailed", { count: failed }) });
}
