import type { Claim, RunRecord } from "../ports.js";
import type { StepError } from "../failures.js";
import type { WorkerParts } from "./parts.js";

/** Claims without progress after which a run is ended: it may be what brings its workers down. */
export const MOST_CLAIMS = 5;

/** Ends a run that cannot even be looked at, so that its place is free; a drive ends every other one. */
export async function endAsCrashed(record: RunRecord, claim: Claim, parts: WorkerParts): Promise<void> {
  const { id: runId, workflowId, workspaceId, events, state } = record;
  const at = parts.clock.now();
  const after = events.at(-1)?.seq ?? state?.seq ?? 0;
  const error: StepError = { code: "run.crashed", values: {} };
  const ended = { status: "failed" as const, error, handledErrors: 0 };
  const result = await parts.store.append(runId, {
    after,
    events: [{ type: "run.finished", at, ...ended }],
    summary: { ...ended, dueAt: null, startedAt: null, finishedAt: at },
    fence: claim.fence,
    release: true,
  });
  if (result.kind !== "appended") return;
  parts.gate.leave(runId);
  for (const waiting of result.wakes ?? []) parts.wakeups.nudge(waiting);
  parts.feed.announce({ runId, workflowId, workspaceId, seq: result.seq, status: "failed" });
}
