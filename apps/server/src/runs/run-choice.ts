import type { BulkCancel, BulkReplay, BulkResolve } from "@leeway/api";
import type { RunStatus } from "@leeway/engine";
import { replayKey } from "./replay-key.js";
import { startedBy, streamsOf } from "./run-filter.js";

/** Something to be done with many runs. */
export type BulkWish =
  | ({ action: "replay" } & Pick<BulkReplay, "filter" | "version">)
  | ({ action: "cancel" } & Pick<BulkCancel, "filter">)
  | ({ action: "resolve" } & Pick<BulkResolve, "filter" | "as" | "output">);

/** What is meant where no status is named. */
const meant: Record<BulkWish["action"], RunStatus[]> = {
  replay: ["failed"],
  cancel: ["queued", "running", "waiting", "needs_attention"],
  resolve: ["needs_attention"],
};

/**
 * What was done again counts by its replay. Not those of the job itself (`@job`): after a crash its last piece is counted, and
 * they are in it.
 */
const elsewhere = `SELECT 1 FROM runs n WHERE n.replay_of = r.id AND n.dedupe_key IS NOT ${replayKey("r.id", "@job")}`;

/** How the runs of a workspace that are meant, after `@cursor` and up to `@upto`, are counted, and the first `@limit` read. */
export function chosenRuns(workspaceId: string, { action, filter }: BulkWish) {
  const { ids, trigger, ...rest } = filter;
  const streams = streamsOf(workspaceId, { ...rest, status: filter.status ?? meant[action] });
  const more = ["r.id > @cursor", "r.id <= @upto", startedBy(trigger)];
  if (ids !== undefined) more.push("r.id IN (SELECT value FROM json_each(@ids))");
  if (action === "replay") more.push(`NOT EXISTS (${elsewhere})`);
  const chosen = streams.map(({ table, wheres }) => `FROM ${table} WHERE ${[...wheres, ...more].join(" AND ")}`);
  const counts = chosen.map((one) => `(SELECT count(*) ${one})`);
  const pages = chosen.map((one) => `SELECT * FROM (SELECT r.id ${one} ORDER BY r.id LIMIT @limit)`);
  return {
    count: `SELECT ${counts.join(" + ")}`,
    page: `${pages.join(" UNION ALL ")} ORDER BY id LIMIT @limit`,
    values: Object.assign(
      { trigger, ids: JSON.stringify(ids ?? []) },
      ...streams.map(({ values }) => values),
    ) as object,
  };
}
