import type { RunEvent, StepError, StepState } from "@leeway/engine";

/** One thing that happened to a step, without its values: what the fold forgets once the step moves on. */
export type StepMoment = { seq: number; at: number } & (
  | { kind: "started"; attempt: number }
  | { kind: "waiting"; waitingFor: NonNullable<StepState["waitingFor"]>; until: number | null; error?: StepError }
  | { kind: "skipped"; because: "dead" | "disabled" | "otherTrigger" | "takenOver" }
  | { kind: "unknown"; error: StepError }
  | { kind: "resolved"; as: "done" | "retry" | "fail"; by?: string }
  | { kind: "ended"; as: "succeeded" | "failed" | "cancelled" }
);

export type History = ReadonlyMap<string, readonly StepMoment[]>;
export const emptyHistory: History = new Map();

/** The history after more events; steps without a new event keep the same list. */
export function addHistory(before: History, events: readonly RunEvent[]): History {
  const next = new Map(before);
  for (const event of events) {
    const moment = momentOf(event);
    if (moment && "key" in event) next.set(event.key, [...(next.get(event.key) ?? []), moment]);
  }
  return next;
}

function momentOf(event: RunEvent): StepMoment | undefined {
  const { seq, at } = event;
  switch (event.type) {
    case "step.started":
      return { seq, at, kind: "started", attempt: event.attempt };
    case "step.waiting":
      return { seq, at, kind: "waiting", waitingFor: event.waitingFor, until: event.until };
    case "step.retrying":
      return { seq, at, kind: "waiting", waitingFor: "retry", until: event.until, error: event.error };
    case "step.skipped":
      return { seq, at, kind: "skipped", because: event.because };
    case "step.unknown":
      return { seq, at, kind: "unknown", error: event.error };
    case "step.resolved":
      return { seq, at, kind: "resolved", as: event.as, ...(event.by && { by: event.by }) };
    case "step.succeeded":
      return { seq, at, kind: "ended", as: "succeeded" };
    case "step.failed":
      return { seq, at, kind: "ended", as: "failed" };
    case "step.cancelled":
      return { seq, at, kind: "ended", as: "cancelled" };
    default:
      return undefined;
  }
}

/** Whether the history says more than “sent, answered”: then it is worth showing. */
export function isEventful(moments: readonly StepMoment[]): boolean {
  return moments.some(({ kind }) => kind === "waiting" || kind === "unknown" || kind === "resolved");
}
