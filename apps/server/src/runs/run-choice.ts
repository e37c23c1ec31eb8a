import type { BulkCancel, BulkReplay, BulkResolve } from "@leeway/api";
import type { RunStatus } from "@leeway/engine";
import { isInDoubt } from "../adapters/run-store/doubt-table.js";
import {
  meantAbove,
  ofCalled,
  openAbove,
  placeInFamily,
  repeatedBelow,
  repeats,
  startedAgain,
} from "../adapters/run-store/repetitions.js";
import { replayKey } from "./replay-key.js";
import { conditionsOf, startedBy, streamsOf } from "./run-filter.js";

/** Something to be done with many runs. */
export type BulkWish =
  | ({ action: "replay" } & Pick<BulkReplay, "filter" | "version">)
  | ({ action: "cancel" } & Pick<BulkCancel, "filter">)
  | ({ action: "resolve" } & Pick<BulkResolve, "filter" | "as" | "output">);

/** What is meant where no status is named. */
const unnamed: Record<BulkWish["action"], RunStatus[]> = {
  replay: ["failed"],
  cancel: ["queued", "running", "waiting", "needs_attention"],
  resolve: ["needs_attention"],
};

/** Of the job itself (`@job`): after a crash its last piece is counted, and they are in it. */
const own = `SELECT 1 FROM runs n WHERE ${repeats} AND n.dedupe_key IS ${replayKey("r.id", "@job")}`;
/** Nothing has repeated it, nor was it started once more. */
const notAgain = `(NOT (EXISTS (SELECT 1 FROM runs n WHERE ${repeats}) OR ${ofCalled(startedAgain)}) OR EXISTS (${own}))`;

/**
 * How the runs of a workspace, after `@cursor` and up to `@upto`, are looked at, `@limit` that may be meant at a time: how many are
 * (`count`; `looked`, up to `last`), and which (`page`). `left`: those among them that are not done beside the others as things stand,
 * or that may have done already what they would do again; whether it is so is seen when their turn comes.
 */
export function chosenRuns(workspaceId: string, { action, filter }: BulkWish) {
  const { ids, trigger, ...rest } = filter;
  const status = filter.status ?? unnamed[action];
  const among = ids === undefined ? [] : ["r.id IN (SELECT value FROM json_each(@ids))"];
  const range = ["r.id > @cursor", "r.id <= @upto", ...among];
  const streams = streamsOf(workspaceId, { ...rest, status });
  const from = streams.map(({ table, wheres }) => `FROM ${table} WHERE ${[...wheres, ...range].join(" AND ")}`);
  const same = conditionsOf(workspaceId, { ...rest, status, trigger });
  const replays = action === "replay";
  const isMeant = replays ? `${startedBy(trigger)} AND ${notAgain}` : startedBy(trigger);
  const alike = [...same.wheres, ...among].join(" AND ");
  const waits = [isInDoubt, ofCalled(openAbove), ofCalled(meantAbove(alike)), `EXISTS (${repeatedBelow})`].join(" OR ");
  const { top, depth } = replays ? placeInFamily : { top: "r.id", depth: "0" };
  /** The first of all streams. */
  const each = from.map((one) => `SELECT * FROM (SELECT r.id ${one} ORDER BY r.id LIMIT @limit)`);
  const looked = `(${each.join(" UNION ALL ")} ORDER BY id LIMIT @limit) page CROSS JOIN runs r ON r.id = page.id`;
  return {
    // Materialized: otherwise each would be looked up for both sums.
    count: `WITH one AS MATERIALIZED (SELECT r.id, CASE WHEN ${isMeant} THEN ${replays ? waits : 0} END AS waits
        FROM ${looked})
      SELECT count(*) AS looked, max(id) AS last, count(waits) AS meant, CAST(total(waits) AS INTEGER) AS "left" FROM one`,
    page: `WITH one AS MATERIALIZED (SELECT r.id, ${isMeant} AS meant FROM ${looked})
      SELECT r.id, meant, iif(meant, ${top}, NULL) AS top, iif(meant, ${depth}, 0) AS depth
      FROM one CROSS JOIN runs r ON r.id = one.id ORDER BY r.id`,
    values: Object.assign(
      { ...same.values, trigger, ids: JSON.stringify(ids ?? []) },
      ...streams.map(({ values }) => values),
    ) as object,
  };
}
