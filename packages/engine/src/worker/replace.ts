import type { Created, NewRun } from "../ports.js";
import { signal } from "./signal.js";
import type { WorkerParts } from "./parts.js";

/** What follows for others from a run that has no place yet, or takes that of older ones. */
export async function afterHeld(
  parts: WorkerParts,
  run: NewRun,
  { runId, held, replaces = [] }: Created,
): Promise<void> {
  const { workflowId, workspaceId } = run;
  if (held === "skipped") parts.feed.announce({ runId, workflowId, workspaceId, seq: 2, status: "cancelled" });
  if (held === "queued") parts.feed.announce({ runId, workflowId, workspaceId, seq: 1, status: "queued" });
  for (const older of replaces)
    await signal(parts, older, ({ finishedAt, cancelRequested }) =>
      finishedAt !== undefined || cancelRequested
        ? { refuse: "ended" as const }
        : { events: [{ type: "run.cancelRequested", at: parts.clock.now(), because: "replaced" }] },
    );
}
