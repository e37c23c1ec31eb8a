import type { JsonObject, StepError } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { triggersOf, type LiveVersion, type TriggerKeeper } from "../workflows/trigger-keeper.js";

export const ERROR_TRIGGER = "trigger.error";

/** A run that failed or needs a person. */
export interface Trouble {
  id: number;
  workspaceId: string;
  runId: string;
  kind: "failed" | "needs_attention";
  at: number;
  error: StepError | null;
  stepKey: string | null;
}

/** A trigger of a published workflow that tells of troubles, and how far it has got. */
export interface Listener {
  workflowId: string;
  nodeId: string;
  workspaceId: string;
  params: JsonObject;
  /** Every trouble up to this one is dealt with. */
  cursor: number;
  /** It has been settled to tell of those up to this one next. */
  until: number | null;
  minuteAt: number;
  made: number;
  documentId: string;
  version: number;
}

/** A run as those who tell of it need it. */
export interface ToldRun {
  id: string;
  workflowId: string;
  workflowName: string;
  documentId: string;
  /** Null of a draft. */
  version: number | null;
  trigger: string;
  parentRunId: string | null;
  startedAt: number | null;
  error: StepError | null;
}

/** What went wrong, and how far each trigger has told of it, on disk. */
@Injectable()
export class TroublesStore implements TriggerKeeper {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** A trigger that was not live hears of what happens from now on. */
  publish(db: Database, { workspaceId, workflowId, document }: LiveVersion): void {
    const triggers = triggersOf(document, ERROR_TRIGGER);
    const keep = db.prepare(
      `INSERT INTO trouble_listeners (workflow_id, node_id, workspace_id, live, params, cursor, until, minute_at, made)
       VALUES (@workflowId, @nodeId, @workspaceId, 1, @params, coalesce((SELECT max(id) FROM run_troubles), 0), NULL, 0, 0)
       ON CONFLICT (workflow_id, node_id) DO UPDATE SET live = 1, params = excluded.params,
         cursor = CASE WHEN live = 1 THEN cursor ELSE excluded.cursor END,
         until = CASE WHEN live = 1 THEN until END`,
    );
    for (const { id: nodeId, params } of triggers)
      keep.run({ workflowId, nodeId, workspaceId, params: JSON.stringify(params) });
    db.prepare(
      `DELETE FROM trouble_listeners WHERE workflow_id = ? AND node_id NOT IN (SELECT value FROM json_each(?))`,
    ).run(workflowId, JSON.stringify(triggers.map(({ id }) => id)));
  }

  rest(db: Database, workflowId: string): void {
    db.prepare("UPDATE trouble_listeners SET live = 0 WHERE workflow_id = ?").run(workflowId);
  }

  forget(db: Database, workflowId: string): void {
    db.prepare("DELETE FROM trouble_listeners WHERE workflow_id = ?").run(workflowId);
  }

  /** Live triggers with something left to tell of. */
  behind(): Listener[] {
    const rows = this.database.handle
      .prepare<[], Omit<Listener, "params"> & { params: string }>(
        `SELECT l.workflow_id AS workflowId, l.node_id AS nodeId, l.workspace_id AS workspaceId, l.params, l.cursor, l.until,
           l.minute_at AS minuteAt, l.made, w.published_document_id AS documentId, w.published_version AS version
         FROM trouble_listeners l JOIN workflows w ON w.id = l.workflow_id
         WHERE l.live = 1 AND w.published_document_id IS NOT NULL
           AND EXISTS (SELECT 1 FROM run_troubles t WHERE t.workspace_id = l.workspace_id AND t.id > l.cursor)`,
      )
      .all();
    return rows.map((row) => ({ ...row, params: JSON.parse(row.params) as JsonObject }));
  }

  /** What happened in the workspace after one trouble and up to another, in order. */
  after({ workspaceId, cursor, until }: Pick<Listener, "workspaceId" | "cursor" | "until">, most: number): Trouble[] {
    const rows = this.database.handle
      .prepare<[string, number, number, number], Omit<Trouble, "error"> & { error: string | null }>(
        `SELECT id, workspace_id AS workspaceId, run_id AS runId, kind, at, error, step_key AS stepKey FROM run_troubles
         WHERE workspace_id = ? AND id > ? AND id <= ? ORDER BY id LIMIT ?`,
      )
      .all(workspaceId, cursor, until ?? Number.MAX_SAFE_INTEGER, most);
    return rows.map((row) => ({ ...row, error: errorOf(row.error) }));
  }

  run(workspaceId: string, id: string): ToldRun | undefined {
    const row = this.database.handle
      .prepare<[string, string], Omit<ToldRun, "error"> & { error: string | null }>(
        `SELECT r.id, r.workflow_id AS workflowId, coalesce(w.name, d.document ->> '$.name', '') AS workflowName,
           r.document_id AS documentId, r.version, r."trigger", r.parent_run_id AS parentRunId,
           coalesce(r.started_at, r.created_at) AS startedAt, r.error
         FROM runs r LEFT JOIN workflows w ON w.id = r.workflow_id
           LEFT JOIN workflow_documents d ON d.id = r.document_id
         WHERE r.id = ? AND r.workspace_id = ?`,
      )
      .get(id, workspaceId);
    return row && { ...row, error: errorOf(row.error) };
  }

  /** Settles of which troubles the next run tells, so that it is the same one after a crash. */
  async settle({ workflowId, nodeId, cursor }: Listener, until: number): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare("UPDATE trouble_listeners SET until = ? WHERE workflow_id = ? AND node_id = ? AND cursor = ?")
        .run(until, workflowId, nodeId, cursor),
    );
  }

  /** All up to `to` is dealt with. */
  async advance({ workflowId, nodeId, cursor }: Listener, to: number, minute: { at: number; made: number }) {
    await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE trouble_listeners SET cursor = ?, until = NULL, minute_at = ?, made = ?
           WHERE workflow_id = ? AND node_id = ? AND cursor = ?`,
        )
        .run(to, minute.at, minute.made, workflowId, nodeId, cursor),
    );
  }

  /** Those from before a time that every live trigger is done with; the newest stays, for numbers only ever grow. */
  async clean(before: number): Promise<void> {
    await this.database.queue.write((db) =>
      db
        .prepare(
          `DELETE FROM run_troubles WHERE at < ? AND id < (SELECT max(id) FROM run_troubles)
             AND id <= coalesce((SELECT min(cursor) FROM trouble_listeners WHERE live = 1), id)`,
        )
        .run(before),
    );
  }
}

const errorOf = (text: string | null) => (text === null ? null : (JSON.parse(text) as StepError));

/** Part of a write, after a restore: of what went wrong before it, somebody may have been told since. */
export function countAsTold(db: Database): void {
  db.exec("UPDATE trouble_listeners SET cursor = coalesce((SELECT max(id) FROM run_troubles), cursor), until = NULL");
}
