import type { BulkCancel, BulkReplay, BulkResolve } from "@leeway/api";

/** Something to be done with many runs. */
export type BulkWish =
  | ({ action: "replay" } & Pick<BulkReplay, "filter" | "version">)
  | ({ action: "cancel" } & Pick<BulkCancel, "filter">)
  | ({ action: "resolve" } & Pick<BulkResolve, "filter" | "as" | "output">);

/** What is meant where no status is named. */
const meant: Record<BulkWish["action"], string> = {
  replay: "r.status = 'failed'",
  cancel: "r.finished_at IS NULL",
  resolve: "r.status = 'needs_attention'",
};

/** The runs of a workspace that are meant, from one id up to another; said in the words of the partial indexes. */
export function chosenRuns(workspaceId: string, { action, filter }: BulkWish) {
  const { workflowId, status, since, until, ids } = filter;
  const ofWorkspace = workflowId === undefined ? "r.workspace_id" : "r.workspace_id || ''";
  const wheres = [`${ofWorkspace} = @workspaceId`, "r.id > @cursor", "r.id <= @upto"];
  const values: Record<string, string | number> = { workspaceId };
  if (workflowId !== undefined) {
    wheres.push("r.workflow_id = @workflowId");
    values["workflowId"] = workflowId;
  }
  wheres.push(status === undefined ? meant[action] : "r.status = @status");
  if (status !== undefined) values["status"] = status;
  if (status !== "succeeded") wheres.push("r.status <> 'succeeded'");
  if (since !== undefined) {
    wheres.push("r.created_at >= @since");
    values["since"] = Date.parse(since);
  }
  if (until !== undefined) {
    wheres.push("r.created_at < @until");
    values["until"] = Date.parse(until);
  }
  if (ids !== undefined) {
    wheres.push("r.id IN (SELECT value FROM json_each(@ids))");
    values["ids"] = JSON.stringify(ids);
  }
  // What was done again counts by its replay.
  if (action === "replay") wheres.push("NOT EXISTS (SELECT 1 FROM runs n WHERE n.replay_of = r.id)");
  return { where: `FROM runs r WHERE ${wheres.join(" AND ")}`, values };
}
