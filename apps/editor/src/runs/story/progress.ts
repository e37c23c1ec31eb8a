import type { StepState } from "@leeway/engine";
import type { Translate } from "../../ui/language.js";

/** How far a step that is under way has come: “412 of 1,000”. */
export function progressWords({ status, progress }: StepState, t: Translate): string | undefined {
  if (!progress || (status !== "running" && status !== "waiting")) return undefined;
  const { done, total } = progress;
  // A list may grow while it is read.
  return total === undefined || total < done
    ? t("canvas.progress.open", { done })
    : t("canvas.progress", { done, total });
}
