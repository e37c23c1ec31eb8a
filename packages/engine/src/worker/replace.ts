import type { Created, NewRun } from "../ports.js";
import type { WorkerParts } from "./parts.js";

/** Tells of a run that nobody moves yet, and of the older ones that end for it, and wakes those. */
export function afterHeld(
  { feed, wakeups }: Pick<WorkerParts, "feed" | "wakeups">,
  { workflowId, workspaceId }: NewRun,
  { runId, duplicate, claim, held, replaces = [] }: Created,
): void {
  if (held === "skipped") feed.announce({ runId, workflowId, workspaceId, seq: 2, status: "cancelled" });
  else if (!duplicate && !claim) feed.announce({ runId, workflowId, workspaceId, seq: 1, status: "queued" });
  for (const older of replaces) {
    feed.announce({ ...older, workflowId, workspaceId });
    wakeups.nudge(older.runId, "cancelled");
  }
}
