import type { StepState } from "@leeway/engine";

/** A piece of the timeline: a step, a row of skipped ones or of those it never came to, or the items of a loop. */
export type Chapter =
  | { kind: "step"; step: StepState }
  | { kind: "skipped" | "unreached"; steps: StepState[] }
  | { kind: "items"; nodeId: string; steps: StepState[] };

const itemKey = /\[\d+\]$/;

/** Cancelled before it began: the run ended earlier. */
export const isUnreached = ({ status, startedAt }: StepState) => status === "cancelled" && startedAt === undefined;

/** Steps in the order in which they began; neighbours that did nothing, and items of one loop step, stand together. */
export function chaptersOf(steps: Iterable<StepState>): Chapter[] {
  const chapters: Chapter[] = [];
  for (const step of steps) {
    const last = chapters.at(-1);
    if (itemKey.test(step.key)) {
      const own = chapters.findLast((chapter) => chapter.kind === "items" && chapter.nodeId === step.nodeId);
      if (own?.kind === "items") own.steps.push(step);
      else chapters.push({ kind: "items", nodeId: step.nodeId, steps: [step] });
    } else if (step.status === "skipped" || isUnreached(step)) {
      const kind = step.status === "skipped" ? "skipped" : "unreached";
      if (last?.kind === kind) last.steps.push(step);
      else chapters.push({ kind, steps: [step] });
    } else chapters.push({ kind: "step", step });
  }
  return chapters;
}

/** How many steps are in each state, for a loop's one line. */
export function countByStatus(steps: readonly StepState[]): Map<StepState["status"], number> {
  const counts = new Map<StepState["status"], number>();
  for (const { status } of steps) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}
