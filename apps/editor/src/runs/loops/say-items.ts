import { useState } from "react";
import type { Run } from "@leeway/api";
import { useItemsChange, useRunNow, type ItemsChange } from "../../api/runs.js";
import { ask } from "../../ui/confirm.js";
import { useT } from "../../ui/language.js";
import { sayDone, sayError } from "../../ui/said.js";
import { drawnIsSaved } from "../drawn-is-saved.js";
import { useShowRun } from "../show-run.js";

/** Says a person's word about items, and where they are done again when the run is over. */
export function useSayItems(runId: string, key: string) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const change = useItemsChange(runId, key, drawnIsSaved);
  const readRun = useRunNow(runId);
  const show = useShowRun();

  const send = async (wish: ItemsChange, count: number) => {
    const answer = await change.mutateAsync(wish);
    const said = t(
      wish.indexes === "rest" && wish.action === "skip" ? "items.said.stop" : `items.said.${wish.action}`,
      {
        count,
      },
    );
    if (answer.runId === runId) return sayDone(said);
    sayDone(`${said}. ${t("items.said.newRun")}`);
    show(answer.runId, key);
  };
  /** One word at a time: who presses twice means one. */
  const trying = async (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    await act().catch((error: unknown) => sayError(error, t));
    setBusy(false);
  };
  /** A run that has ended stays as it was, whatever came of its repetition: what failed in it may be done by now. */
  const askFirst = ({ id }: NonNullable<Run["replayedAs"]>, wish: ItemsChange, count: number) =>
    ask(t, {
      title: t("items.repeated.title", { id: id.slice(-6) }),
      text: t("items.repeated.text"),
      yes: t("items.repeated.yes"),
      no: t("items.repeated.look"),
      loss: true,
      onYes: () => void trying(() => send(wish, count)),
      onNo: () => show(id, key),
    });

  const say = (wish: ItemsChange, count: number) =>
    void trying(async () => {
      const { replayedAs } = await readRun();
      if (replayedAs) askFirst(replayedAs, wish, count);
      else await send(wish, count);
    });
  return { say, busy };
}
