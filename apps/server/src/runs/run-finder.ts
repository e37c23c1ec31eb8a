import { setImmediate as nextTurn } from "node:timers/promises";
import type { ListQuery } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { startedBy, streamsOf, type RunFilter } from "./run-filter.js";

/** Runs that are looked at in one go where each has to be asked what started it. */
const LOOKED_AT = 2_000;
/** After that a page ends with what was found; its cursor goes on from where it stopped looking. */
const LONGEST_LOOK_MS = 150;

/** A page of ids; it may be shorter than its limit, or empty, and yet have a next one. */
export interface FoundRuns {
  ids: string[];
  nextCursor?: string;
}

/** Newest first, by an index for each status; at most `@most` of them, each with whether `@trigger` started it. */
export function runIdsSql(filter: RunFilter): string {
  const streams = streamsOf("", filter).map(
    ({ table, wheres }) =>
      `SELECT r.id, ${startedBy(filter.trigger)} AS fits FROM ${table}
       WHERE ${[...wheres, "r.id < @cursor"].join(" AND ")} ORDER BY r.id DESC LIMIT @most`,
  );
  if (streams.length === 1) return streams.join("");
  return `SELECT id, fits FROM (${streams.map((one) => `SELECT * FROM (${one})`).join(" UNION ALL ")})
    ORDER BY id DESC LIMIT @most`;
}

/** Finds the runs of a workspace that a filter means. */
@Injectable()
export class RunFinder {
  readonly #db: Database;

  constructor(@Inject(DATABASE) { handle }: OpenDatabase) {
    this.#db = handle;
  }

  /** Newest first; in pieces between which others have their turn. */
  async find(workspaceId: string, filter: RunFilter, { limit, cursor = "\uffff" }: ListQuery): Promise<FoundRuns> {
    const values = Object.assign({}, ...streamsOf(workspaceId, filter).map((stream) => stream.values)) as object;
    const read = this.#db.prepare<[object], { id: string; fits: number }>(runIdsSql(filter));
    const most = filter.trigger === undefined ? limit + 1 : LOOKED_AT;
    const until = performance.now() + LONGEST_LOOK_MS;
    const ids: string[] = [];
    for (let last = cursor; ;) {
      const rows = read.all({ ...values, trigger: filter.trigger, cursor: last, most });
      for (const { id, fits } of rows) if (fits === 1 && ids.length <= limit) ids.push(id);
      last = rows.at(-1)?.id ?? last;
      if (ids.length > limit) return { ids: ids.slice(0, limit), nextCursor: ids[limit - 1] ?? last };
      if (rows.length < most) return { ids };
      if (performance.now() > until) return { ids, nextCursor: last };
      await nextTurn();
    }
  }
}
