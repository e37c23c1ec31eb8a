import type { StepState } from "@leeway/engine";

/** A piece of the timeline: a step, a row of skipped ones or of those it never came to. */
export type Chapter = { kind: "step"; step: StepState } | { kind: "skipped" | "unreached"; steps: StepState[] };

/** Cancelled before it began: the run ended earlier. */
export const isUnreached = ({ status, startedAt }: StepState) => status === "cancelled" && startedAt === undefined;

/** Steps in the order in which they began; neighbours that did nothing stand together. */
export function chaptersOf(steps: Iterable<StepState>): Chapter[] {
  const chapters: Chapter[] = [];
  for (const step of steps) {
    const last = chapters.at(-1);
    if (step.status === "skipped" || isUnreached(step)) {
      const kind = step.status === "skipped" ? "skipped" : "unreached";
      if (last?.kind === kind) last.steps.push(step);
      else chapters.push({ kind, steps: [step] });
    } else chapters.push({ kind: "step", step });
  }
  return chapters;
}
