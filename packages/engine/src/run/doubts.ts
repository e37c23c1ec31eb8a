import type { StepState } from "./state.js";

/** After a doubt, and after each look that settled nothing: what arrives late is seen late. */
const CHECK_PAUSES_MS: readonly number[] = [5_000, 30_000, 120_000];

/** When the service is to be looked at next for what became of a step; nothing where enough was looked. */
export function nextCheckAt({ status, doubt }: StepState): number | undefined {
  if (status !== "unknown" || !doubt) return undefined;
  const pause = CHECK_PAUSES_MS[doubt.checks];
  return pause === undefined ? undefined : doubt.at + pause;
}
