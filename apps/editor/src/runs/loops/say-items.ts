import { useState } from "react";
import { useItemsChange, type ItemsChange } from "../../api/runs.js";
import { useT } from "../../ui/language.js";
import { sayDone, sayError } from "../../ui/said.js";
import { drawnIsSaved } from "../drawn-is-saved.js";
import { useShowRun } from "../show-run.js";
import { useUnlessRepeated } from "../unless-repeated.js";

/** Says a person's word about items, and where they are done again when the run is over; `goesOn`: others follow them. */
export function useSayItems(runId: string, key: string, goesOn: boolean) {
  const t = useT();
  const [busy, setBusy] = useState(false);
  const change = useItemsChange(runId, key, drawnIsSaved);
  const unlessRepeated = useUnlessRepeated(runId, key);
  const show = useShowRun();

  const send = async (wish: ItemsChange, count: number) => {
    const answer = await change.mutateAsync(wish);
    // Which of the rest is done is found there: what was cut off is not.
    const rest = wish.action === "skip" ? ("items.said.stop" as const) : ("items.said.rest" as const);
    const said = wish.indexes === "rest" ? t(rest) : t(`items.said.${wish.action}`, { count });
    if (answer.runId === runId) return sayDone(said);
    const follows = goesOn && wish.indexes !== "rest" ? `${t("items.said.goesOn")} ` : "";
    sayDone(`${said}. ${follows}${t("items.said.newRun")}`);
    show(answer.runId, key);
  };
  /** One word at a time: who presses twice means one. */
  const trying = async (act: () => Promise<void>) => {
    if (busy) return;
    setBusy(true);
    await act().catch((error: unknown) => sayError(error, t));
    setBusy(false);
  };
  const say = (wish: ItemsChange, count: number) =>
    void trying(() => unlessRepeated((manner) => send({ ...wish, ...manner }, count)));
  return { say, busy };
}
