import type { JsonObject } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { triggersOf, type LiveVersion, type TriggerKeeper } from "../workflows/trigger-keeper.js";

const TRIGGER = "trigger.schedule";

/** A schedule trigger of a workflow, and how far it has got. */
export interface Schedule {
  workflowId: string;
  nodeId: string;
  workspaceId: string;
  params: JsonObject;
  /** Every time at or before this is dealt with. */
  cursor: number;
  dueAt: number | null;
  pausedAt: number | null;
  /** The version that is live; null where none is. */
  documentId: string | null;
  version: number | null;
}
type Row = Omit<Schedule, "params"> & { params: string };

/** Times that were let go: from one, and before another. */
export interface Gap {
  from: number;
  until: number;
  why: "missed" | "paused" | "restored";
}

const columns = `s.workflow_id AS workflowId, s.node_id AS nodeId, s.workspace_id AS workspaceId, s.params, s.cursor,
  s.due_at AS dueAt, s.paused_at AS pausedAt, w.published_document_id AS documentId, w.published_version AS version
  FROM schedules s JOIN workflows w ON w.id = s.workflow_id`;
const scheduleOf = (row: Row): Schedule => ({ ...row, params: JSON.parse(row.params) as JsonObject });

/** The schedules of published workflows, on disk. */
@Injectable()
export class SchedulesStore implements TriggerKeeper {
  readonly #changed = new Set<() => void>();

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Something is due sooner, perhaps. */
  onChange(listener: () => void): void {
    this.#changed.add(listener);
  }

  /** Times count from now; a schedule that stays as it was goes on from where it is. */
  publish(db: Database, { workspaceId, workflowId, document, at }: LiveVersion): void {
    const triggers = triggersOf(document, TRIGGER);
    const keep = db.prepare(
      `INSERT INTO schedules (workflow_id, node_id, workspace_id, params, cursor, due_at, paused_at)
       VALUES (@workflowId, @nodeId, @workspaceId, @params, @at, @at, NULL)
       ON CONFLICT (workflow_id, node_id) DO UPDATE SET params = excluded.params,
         cursor = CASE WHEN params = excluded.params AND due_at IS NOT NULL THEN cursor ELSE excluded.cursor END,
         due_at = CASE WHEN paused_at IS NULL THEN excluded.due_at END`,
    );
    for (const { id: nodeId, params } of triggers)
      keep.run({ workflowId, nodeId, workspaceId, params: JSON.stringify(params), at });
    const gone = db.prepare("DELETE FROM schedules WHERE workflow_id = ? AND node_id = ?");
    for (const nodeId of this.#nodes(db, workflowId))
      if (!triggers.some(({ id }) => id === nodeId)) gone.run(workflowId, nodeId);
    this.#tell();
  }

  /** No times come any more; what people paused stays so. */
  rest(db: Database, workflowId: string): void {
    db.prepare("UPDATE schedules SET due_at = NULL WHERE workflow_id = ?").run(workflowId);
  }

  forget(db: Database, workflowId: string): void {
    for (const table of ["schedules", "schedule_gaps"])
      db.prepare(`DELETE FROM ${table} WHERE workflow_id = ?`).run(workflowId);
  }

  /** What the times of a workspace are by has changed, e.g. its zone: all are looked at again. */
  async lookAgain(workspaceId: string, at: number): Promise<void> {
    await this.database.queue.write((db) =>
      db.prepare("UPDATE schedules SET due_at = ? WHERE workspace_id = ? AND due_at IS NOT NULL").run(at, workspaceId),
    );
    this.#tell();
  }

  /** Those whose time has come, the longest waiting first. */
  due(at: number, most: number): Schedule[] {
    const rows = this.database.handle
      .prepare<[number, number], Row>(`SELECT ${columns} WHERE s.due_at <= ? ORDER BY s.due_at LIMIT ?`)
      .all(at, most);
    return rows.map(scheduleOf);
  }

  /** When the next one is due. */
  nextDue(): number | undefined {
    const due = this.database.handle
      .prepare("SELECT min(due_at) FROM schedules WHERE due_at IS NOT NULL")
      .pluck()
      .get();
    return (due as number | null) ?? undefined;
  }

  of(workflowId: string): Schedule[] {
    const rows = this.database.handle
      .prepare<[string], Row>(`SELECT ${columns} WHERE s.workflow_id = ? ORDER BY s.node_id`)
      .all(workflowId);
    return rows.map(scheduleOf);
  }

  /** Newest first. */
  gapsOf({ workflowId, nodeId }: Pick<Schedule, "workflowId" | "nodeId">, most: number): Gap[] {
    return this.database.handle
      .prepare<[string, string, number], Gap>(
        `SELECT from_at AS "from", until, why FROM schedule_gaps WHERE workflow_id = ? AND node_id = ?
         ORDER BY from_at DESC LIMIT ?`,
      )
      .all(workflowId, nodeId, most);
  }

  /** Goes on from where it was read, unless somebody has published or paused meanwhile: that counts. */
  async advance(
    { workflowId, nodeId, cursor, dueAt }: Schedule,
    to: { cursor: number; dueAt: number | null; gap?: Gap | undefined },
  ): Promise<void> {
    await this.database.queue.write((db) => {
      const moved = db
        .prepare(
          `UPDATE schedules SET cursor = ?, due_at = ?
           WHERE workflow_id = ? AND node_id = ? AND cursor = ? AND due_at = ?`,
        )
        .run(to.cursor, to.dueAt, workflowId, nodeId, cursor, dueAt);
      if (moved.changes > 0 && to.gap) keepGap(db, { workflowId, nodeId }, to.gap);
    });
  }

  /** Nothing of it is begun until it is resumed; what came meanwhile is let go. False where there is no such schedule. */
  async pause(workflowId: string, nodeId: string, at: number): Promise<boolean> {
    const { changes } = await this.database.queue.write((db) =>
      db
        .prepare(
          `UPDATE schedules SET paused_at = coalesce(paused_at, ?), due_at = NULL WHERE workflow_id = ? AND node_id = ?`,
        )
        .run(at, workflowId, nodeId),
    );
    return changes > 0;
  }

  /** See `pause`. */
  async resume(workflowId: string, nodeId: string, at: number): Promise<boolean> {
    const known = this.of(workflowId).find((one) => one.nodeId === nodeId);
    if (!known) return false;
    await this.database.queue.write((db) => {
      const live = known.documentId !== null;
      const resumed = db
        .prepare(
          `UPDATE schedules SET paused_at = NULL, cursor = ?, due_at = ?
           WHERE workflow_id = ? AND node_id = ? AND paused_at IS NOT NULL`,
        )
        .run(at, live ? at : null, workflowId, nodeId);
      if (resumed.changes > 0 && known.pausedAt !== null)
        keepGap(db, known, { from: known.pausedAt, until: at, why: "paused" });
    });
    this.#tell();
    return true;
  }

  #nodes(db: Database, workflowId: string): string[] {
    return db.prepare("SELECT node_id FROM schedules WHERE workflow_id = ?").pluck().all(workflowId) as string[];
  }

  #tell(): void {
    for (const listener of this.#changed) listener();
  }
}

/**
 * Part of a write, after a restore: whether the times since the backup came is not known here. They are let go, in the open,
 * and times count from now. Answers the workspaces of schedules that had any.
 */
export function letTimesGo(db: Database, at: number): string[] {
  db.prepare(
    `INSERT INTO schedule_gaps (workflow_id, node_id, from_at, until, why)
     SELECT workflow_id, node_id, cursor, @at, 'restored' FROM schedules WHERE due_at <= @at AND cursor < @at
     ON CONFLICT (workflow_id, node_id, from_at) DO UPDATE SET until = excluded.until, why = excluded.why`,
  ).run({ at });
  const had = db.prepare("SELECT workspace_id FROM schedules WHERE due_at <= ? AND cursor < ?").pluck().all(at, at);
  db.prepare("UPDATE schedules SET cursor = @at, due_at = @at WHERE due_at IS NOT NULL").run({ at });
  return had as string[];
}

/** So many of each are kept. */
const MOST_GAPS = 100;

function keepGap(db: Database, { workflowId, nodeId }: Pick<Schedule, "workflowId" | "nodeId">, gap: Gap): void {
  db.prepare(
    `INSERT INTO schedule_gaps (workflow_id, node_id, from_at, until, why) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (workflow_id, node_id, from_at) DO UPDATE SET until = excluded.until, why = excluded.why`,
  ).run(workflowId, nodeId, gap.from, gap.until, gap.why);
  db.prepare(
    `DELETE FROM schedule_gaps WHERE workflow_id = ? AND node_id = ? AND from_at <=
       (SELECT from_at FROM schedule_gaps WHERE workflow_id = ? AND node_id = ? ORDER BY from_at DESC LIMIT 1 OFFSET ?)`,
  ).run(workflowId, nodeId, workflowId, nodeId, MOST_GAPS);
}
