import type { BulkCancel, BulkReplay, BulkResolve } from "@leeway/api";
import type { RunStatus } from "@leeway/engine";
import { replayKey } from "./replay-key.js";
import { conditionsOf, startedBy, streamsOf } from "./run-filter.js";

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

/** A run that repeats `r`: as for people, a rehearsal is none beside a real one. */
const replay = "SELECT 1 FROM runs n WHERE n.replay_of = r.id AND n.rehearsal <= r.rehearsal";
/** Of the job itself (`@job`): after a crash its last piece is counted, and they are in it. */
const own = `${replay} AND n.dedupe_key IS ${replayKey("r.id", "@job")}`;

/** A run that `r` was started by, over however many, and that starts it once more: it is meant as well, or was repeated. */
const startedAgain = (meant: string) => `r.parent_run_id IS NOT NULL AND EXISTS (
  WITH RECURSIVE above (id) AS (SELECT r.parent_run_id UNION ALL
    SELECT up.parent_run_id FROM above JOIN runs up ON up.id = above.id WHERE up.parent_run_id IS NOT NULL)
  SELECT 1 FROM above JOIN runs r ON r.id = above.id WHERE (${meant}) OR EXISTS (${replay}))`;

/** How the runs of a workspace that are meant, after `@cursor` and up to `@upto`, are counted, and the first `@limit` read. */
export function chosenRuns(workspaceId: string, { action, filter }: BulkWish) {
  const { ids, trigger, ...rest } = filter;
  const status = filter.status ?? meant[action];
  const streams = streamsOf(workspaceId, { ...rest, status });
  const among = ids === undefined ? [] : ["r.id IN (SELECT value FROM json_each(@ids))"];
  const more = ["r.id > @cursor", "r.id <= @upto", startedBy(trigger), ...among];
  const same = conditionsOf(workspaceId, { ...rest, status, trigger });
  if (action === "replay")
    more.push(
      `(NOT EXISTS (${replay}) OR EXISTS (${own}))`,
      `NOT (${startedAgain([...same.wheres, ...among].join(" AND "))})`,
    );
  const chosen = streams.map(({ table, wheres }) => `FROM ${table} WHERE ${[...wheres, ...more].join(" AND ")}`);
  const counts = chosen.map((one) => `(SELECT count(*) ${one})`);
  const pages = chosen.map((one) => `SELECT * FROM (SELECT r.id ${one} ORDER BY r.id LIMIT @limit)`);
  return {
    count: `SELECT ${counts.join(" + ")}`,
    page: `${pages.join(" UNION ALL ")} ORDER BY id LIMIT @limit`,
    values: Object.assign(
      { ...same.values, trigger, ids: JSON.stringify(ids ?? []) },
      ...streams.map(({ values }) => values),
    ) as object,
  };
}
