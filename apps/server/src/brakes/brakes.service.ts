import type { Brake, Brakes } from "@leeway/api";
import { LocalBrakes, PARKED_AT } from "@leeway/engine";
import { Inject, Injectable, type OnModuleInit } from "@nestjs/common";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { BRAKES, RUN_STORE } from "../adapters/engine.tokens.js";
import type { SqliteRunStore } from "../adapters/run-store/sqlite-run-store.js";
import { DATABASE } from "../config/settings.js";
import { WorkflowsService } from "../workflows/workflows.service.js";
import { ToldOfStops } from "./told-of-stops.js";

/** More waiting runs are not counted: the list is read every few seconds. */
const MOST_COUNTED = 10_000;

interface BrakeRow {
  workflowId: string | null;
  workflowName: string | null;
  since: number;
  by: string | null;
}

/** The stop button: holds a workflow with all that its runs have started, or the whole workspace at once, over restarts, until somebody lets it go on. */
@Injectable()
export class BrakesService implements OnModuleInit {
  constructor(
    @Inject(BRAKES) private readonly brakes: LocalBrakes,
    @Inject(RUN_STORE) private readonly store: SqliteRunStore,
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly told: ToldOfStops,
    private readonly workflows: WorkflowsService,
  ) {}

  /** What was stopped stays stopped; runs that were parked by a brake that is gone go on. */
  async onModuleInit(): Promise<void> {
    const kept = this.database.handle
      .prepare("SELECT subject FROM brakes UNION SELECT id FROM workspaces WHERE deleted_at IS NOT NULL")
      .pluck()
      .all() as string[];
    for (const subject of kept) this.brakes.stop(subject);
    const parked = this.database.handle
      .prepare(
        `SELECT DISTINCT workspace_id AS workspaceId, workflow_id AS workflowId FROM runs INDEXED BY runs_parked
         WHERE due_at = ${PARKED_AT} AND NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = runs.id)`,
      )
      .all() as { workspaceId: string; workflowId: string }[];
    for (const where of parked) if (!this.brakes.on({ id: "", ...where })) await this.store.unpark(where);
  }

  list(workspaceId: string): Brakes {
    const rows = this.database.handle
      .prepare(
        `SELECT b.workflow_id AS workflowId, w.name AS workflowName, b.since, CASE WHEN b.by IS NOT NULL THEN coalesce(u.name, '') END AS by
         FROM brakes b LEFT JOIN workflows w ON w.id = b.workflow_id LEFT JOIN users u ON u.id = b.by
         WHERE b.workspace_id = ? AND (b.workflow_id IS NULL OR w.id IS NOT NULL) ORDER BY b.since`,
      )
      .all(workspaceId) as BrakeRow[];
    const waiting = this.database.handle
      .prepare(
        `SELECT workflow_id AS workflowId, count(*) AS runs FROM
           (SELECT * FROM (SELECT workflow_id FROM runs INDEXED BY runs_parked
              WHERE due_at = ${PARKED_AT} AND workspace_id = @workspaceId
                AND NOT EXISTS (SELECT 1 FROM restored_runs k WHERE k.run_id = runs.id) LIMIT ${MOST_COUNTED})
            UNION ALL SELECT * FROM (SELECT r.workflow_id FROM workflows w
              JOIN runs r INDEXED BY runs_line
                ON r.line IN (w.id, w.id || ' rehearsal') AND r.place IN ('next', 'behind') AND r.place IS NOT NULL
              WHERE w.workspace_id = @workspaceId
                AND EXISTS (SELECT 1 FROM brakes b WHERE b.subject IN (w.id, w.workspace_id)) LIMIT ${MOST_COUNTED})
            LIMIT ${MOST_COUNTED})
         GROUP BY workflow_id`,
      )
      .all({ workspaceId }) as Brakes["waiting"];
    const told = rows.map((row): Brake => ({ ...row, since: new Date(row.since).toISOString() }));
    return {
      workspace: told.find(({ workflowId }) => workflowId === null) ?? null,
      workflows: told.filter(({ workflowId }) => workflowId !== null),
      waiting,
    };
  }

  /** From this moment on nothing new begins; what is in flight ends. Resolves once it is kept. */
  async pause(who: WorkspaceUser, workflowId?: string): Promise<Brakes> {
    const { workspaceId, userId } = who;
    const named = this.#named(workspaceId, workflowId);
    const subject = workflowId ?? workspaceId;
    this.brakes.stop(subject);
    try {
      await this.database.queue.write((db) => {
        const made = db
          .prepare(
            `INSERT INTO brakes (subject, workspace_id, workflow_id, since, by) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (subject) DO NOTHING`,
          )
          .run(subject, workspaceId, workflowId ?? null, Date.now(), userId);
        if (made.changes > 0) audit(db, { ...who, action: actionOf(workflowId, "paused"), subject, ...named });
      });
    } finally {
      this.#follow(subject);
    }
    this.told.tell({ workspaceId, workflowId });
    return this.list(workspaceId);
  }

  async resume(who: WorkspaceUser, workflowId?: string): Promise<Brakes> {
    const { workspaceId } = who;
    const named = this.#named(workspaceId, workflowId);
    const subject = workflowId ?? workspaceId;
    await this.database.queue.write((db) => {
      const gone = db.prepare("DELETE FROM brakes WHERE subject = ? AND workspace_id = ?").run(subject, workspaceId);
      if (gone.changes > 0) audit(db, { ...who, action: actionOf(workflowId, "resumed"), subject, ...named });
    });
    await this.#letGoOn(subject, { workspaceId, ...(workflowId !== undefined && { workflowId }) });
    return this.list(workspaceId);
  }

  /** Does here what is kept of a workspace that was deleted, and stands still, or taken back, and goes on. */
  async follow(workspaceId: string): Promise<void> {
    if (this.#isStopped(workspaceId)) this.brakes.stop(workspaceId);
    else await this.#letGoOn(workspaceId, { workspaceId });
  }

  async #letGoOn(subject: string, where: { workspaceId: string; workflowId?: string }): Promise<void> {
    this.#follow(subject);
    await this.store.unpark(where);
    // They are due now: whoever listens looks for them.
    this.#follow(subject);
  }

  /** Not found where it is none of the workspace's. */
  #named(workspaceId: string, workflowId?: string): { detail?: { name: string } } {
    if (workflowId === undefined) return {};
    return { detail: { name: this.workflows.get(workspaceId, workflowId).name } };
  }

  /** Stops here what is kept as stopped: of a pause and a resume at the same time the one that was written last counts. */
  #follow(subject: string): void {
    if (this.#isStopped(subject)) this.brakes.stop(subject);
    else this.brakes.release(subject);
  }

  #isStopped(subject: string): boolean {
    const kept = this.database.handle.prepare(
      `SELECT 1 FROM brakes WHERE subject = @subject
       UNION SELECT 1 FROM workspaces WHERE id = @subject AND deleted_at IS NOT NULL`,
    );
    return kept.get({ subject }) !== undefined;
  }
}

const actionOf = <Verb extends "paused" | "resumed">(workflowId: string | undefined, verb: Verb) =>
  `${workflowId === undefined ? "workspace" : "workflow"}.${verb}` as const;
