import { makePlan, type Plan } from "../plan/plan.js";
import type { RunEventBody } from "../run/events.js";
import { attentionBetween } from "../run/attention.js";
import { emptyRunState, fold } from "../run/fold.js";
import type { RunState } from "../run/state.js";
import { summaryOf } from "./summary.js";
import type { WorkerParts } from "./parts.js";

export type SignalResult<Refusal> =
  | { kind: "appended"; state: RunState }
  | { kind: "refused"; why: Refusal }
  | { kind: "notFound" };

/**
 * Appends from outside of a worker: a cancel, the settling of a doubt. `say` looks at the newest state each time, so
 * that two signals at once cannot both settle one step.
 */
export async function signal<Refusal>(
  parts: Pick<WorkerParts, "store" | "wakeups" | "feed" | "catalogue">,
  runId: string,
  say: (state: RunState, plan: Plan) => { events: RunEventBody[] } | { refuse: Refusal },
): Promise<SignalResult<Refusal>> {
  const record = await parts.store.load(runId);
  if (!record) return { kind: "notFound" };
  const plan = makePlan(record.document, parts.catalogue);
  let state = fold(emptyRunState, record.events);
  for (;;) {
    const said = say(state, plan);
    if ("refuse" in said) return { kind: "refused", why: said.refuse };
    const next = fold(
      state,
      said.events.map((event, index) => ({ ...event, seq: state.seq + index + 1 })),
    );
    const attention = attentionBetween(state, said.events, next);
    const result = await parts.store.append(runId, {
      ...(attention && { attention }),
      after: state.seq,
      events: said.events,
      summary: summaryOf(next, 0),
    });
    if (result.kind === "lost") return { kind: "notFound" };
    // Its log is being cleared away: what it has counted is not there any more.
    if (result.kind === "behind" && result.missed.length === 0) return { kind: "notFound" };
    if (result.kind === "behind") {
      state = fold(state, result.missed);
      continue;
    }
    const { workflowId, workspaceId } = record;
    parts.feed.announce({ runId, workflowId, workspaceId, seq: result.seq, status: next.status });
    parts.wakeups.nudge(runId, next.cancelRequested ? "cancelled" : "said");
    for (const waiting of result.wakes ?? []) parts.wakeups.nudge(waiting);
    return { kind: "appended", state: next };
  }
}
