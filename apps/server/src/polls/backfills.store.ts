import type { StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { Backfill as BackfillDto } from "@leeway/api";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import type { PollId } from "./polls.store.js";

export type BackfillState = BackfillDto["state"];

/** A past period that a trigger is to make up for. */
export interface Backfill extends PollId {
  workspaceId: string;
  /** What was looked for when it was asked for: with another trigger it is over. */
  identity: string;
  from: number;
  until: number;
  state: BackfillState;
  /** Entries in the period, those that have a run already, and runs that it has made. */
  found: number;
  had: number;
  made: number;
  /** Pages that it read, and whether there were more than may be read. */
  requests: number;
  cut: boolean;
  /** What its runs would send, and how long that takes in the bulk lane. */
  calls: number;
  seconds: number;
  error: StepError | null;
  createdAt: number;
  /** Since when runs are made. */
  startedAt: number | null;
}
/** `running`: nobody has to give their word any more. */
export type AskedBackfill = Pick<Backfill, "workflowId" | "nodeId" | "workspaceId" | "identity" | "from" | "until"> & {
  state: "counting" | "running";
};
type Row = Omit<Backfill, "cut" | "error"> & { cut: number; error: string | null };

const columns = `workflow_id AS workflowId, node_id AS nodeId, workspace_id AS workspaceId, identity, from_at AS "from", until,
  state, found, had, made, requests, cut, calls, seconds, error, created_at AS createdAt, started_at AS startedAt
  FROM poll_backfills`;
const here = "workflow_id = @workflowId AND node_id = @nodeId";

/** One for each trigger, the latest. */
@Injectable()
export class BackfillsStore {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  of({ workflowId, nodeId }: PollId): Backfill | undefined {
    const row = this.database.handle
      .prepare<[PollId], Row>(`SELECT ${columns} WHERE ${here}`)
      .get({ workflowId, nodeId });
    return row && backfillOf(row);
  }

  /** Those with something to do; of a workspace that is deleted they rest. */
  open(): Backfill[] {
    const rows = this.database.handle
      .prepare<[], Row>(
        `SELECT ${columns} WHERE state IN ('counting', 'running')
           AND workspace_id NOT IN (SELECT id FROM workspaces WHERE deleted_at IS NOT NULL) ORDER BY created_at`,
      )
      .all();
    return rows.map(backfillOf);
  }

  /** Begins one; what was there before of the same trigger is forgotten. */
  async ask(asked: AskedBackfill, at: number): Promise<void> {
    await this.database.queue.write((db) => this.insert(db, asked, at));
  }

  /** The same as part of a write. */
  insert(db: Database, asked: AskedBackfill, at: number): void {
    db.prepare(
      `INSERT INTO poll_backfills (workflow_id, node_id, workspace_id, identity, from_at, until, state, found, had, made,
         requests, cut, calls, seconds, error, created_at, started_at)
       VALUES (@workflowId, @nodeId, @workspaceId, @identity, @from, @until, @state, 0, 0, 0, 0, 0, 0, 0, NULL, @at, @startedAt)
       ON CONFLICT (workflow_id, node_id) DO UPDATE SET identity = excluded.identity, from_at = excluded.from_at,
         until = excluded.until, state = excluded.state, found = 0, had = 0, made = 0, requests = 0, cut = 0, calls = 0,
         seconds = 0, error = NULL, created_at = excluded.created_at, started_at = excluded.started_at`,
    ).run({ ...asked, at, startedAt: asked.state === "running" ? at : null });
  }

  /** From one state to the next; false where somebody else has moved it, or it was asked for anew. */
  async move(backfill: Backfill, to: Partial<Omit<Backfill, "cut">> & { state: BackfillState; cut?: boolean }) {
    const next = { ...backfill, ...to };
    const { changes } = await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE poll_backfills SET state = @state, found = @found, had = @had, made = @made, requests = @requests, cut = @cut,
             calls = @calls, seconds = @seconds, error = @error, started_at = @startedAt
           WHERE ${here} AND state = @was AND created_at = @createdAt`,
        )
        .run({
          ...next,
          cut: next.cut ? 1 : 0,
          error: next.error && JSON.stringify(next.error),
          was: backfill.state,
        }),
    );
    return changes > 0;
  }

  /** When the runs of these keys were made, of those that there are. */
  runsOf({ workflowId, nodeId }: PollId, keys: readonly string[]): Map<string, number> {
    const rows = this.database.handle
      .prepare<[string, string, string], { key: string; createdAt: number }>(
        `SELECT dedupe_key AS "key", created_at AS createdAt FROM runs
         WHERE workflow_id = ? AND "trigger" = ? AND dedupe_key IN (SELECT value FROM json_each(?))`,
      )
      .all(workflowId, nodeId, JSON.stringify(keys));
    return new Map(rows.map(({ key, createdAt }) => [key, createdAt]));
  }
}

/** Part of a write, after a restore: what they have made since is not known. Answers their workspaces. */
export function stopBackfills(db: Database): string[] {
  const stop = `UPDATE poll_backfills SET state = 'stopped' WHERE state IN ('counting', 'running') RETURNING workspace_id`;
  return db.prepare(stop).pluck().all() as string[];
}

const backfillOf = ({ cut, error, ...row }: Row): Backfill => ({
  ...row,
  cut: cut === 1,
  error: error === null ? null : (JSON.parse(error) as StepError),
});
