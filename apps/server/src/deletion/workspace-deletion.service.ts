import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit, type Actor } from "../accounts/audit.js";
import { SessionsService, type Session } from "../accounts/sessions.service.js";
import { GRACE_MS } from "../accounts/grace.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { BrakesService } from "../brakes/brakes.service.js";
import { DATABASE } from "../config/settings.js";
import { HooksStore } from "../hooks/hooks.store.js";
import { Problem } from "../problems/problem.js";
import { LiveTriggers } from "../workflows/live-triggers.js";
import { documentOf } from "../workflows/workflow.rows.js";
import { inNameOf } from "../accounts/in-name-of.js";

/**
 * Deletes workspaces and takes them back. What is deleted rests at once, as if each workflow were unpublished and the whole
 * stopped; nothing of it is lost before the grace is over, and taking it back lets everything go on from where it was.
 */
@Injectable()
export class WorkspaceDeletion {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly brakes: BrakesService,
    private readonly hooks: HooksStore,
    private readonly triggers: LiveTriggers,
    private readonly sessions: SessionsService,
  ) {}

  /** Nobody is let in any more, no address answers, nothing fires, and runs rest. */
  async delete(who: Actor & { userId: string }, name: string): Promise<void> {
    const { workspaceId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const own = db.prepare("SELECT name FROM workspaces WHERE id = ?").pluck().get(workspaceId) as string;
        if (name !== own) throw new Problem("workspace.otherName", { name: own });
        this.rest(db, who);
      }),
    );
    await this.stop(workspaceId);
  }

  /** Part of a write: the workspace rests. Whoever ends the write says `stop` then. */
  rest(db: Database, who: Actor & { userId: string }): void {
    const { workspaceId, userId } = who;
    const deleted = db
      .prepare("UPDATE workspaces SET deleted_at = ?, deleted_by = ? WHERE id = ? AND deleted_at IS NULL")
      .run(Date.now(), userId, workspaceId);
    if (deleted.changes === 0) return;
    for (const { id } of published(db, workspaceId)) this.triggers.rest(db, id);
    this.hooks.changed();
    audit(db, { ...who, action: "workspace.deleted", subject: workspaceId });
  }

  /** Holds the runs of a workspace that is deleted. */
  stop(workspaceId: string): Promise<void> {
    return this.brakes.follow(workspaceId);
  }

  /** An owner changes their mind in time. */
  async takeBack(who: Actor & { userId: string }, session: Session): Promise<void> {
    const { workspaceId, userId } = who;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        if (this.sessions.isEndedIn(workspaceId, session)) throw new Problem("workspace.signedOut");
        const now = Date.now();
        const back = db
          .prepare(
            `UPDATE workspaces SET deleted_at = NULL, deleted_by = NULL WHERE id = @workspaceId AND deleted_at > @since
             AND EXISTS (SELECT 1 FROM memberships WHERE workspace_id = @workspaceId AND user_id = @userId AND role = 'owner')`,
          )
          .run({ workspaceId, userId, since: now - GRACE_MS });
        if (back.changes === 0) throw new Problem("notFound");
        for (const { id, document } of published(db, workspaceId)) {
          const live = {
            workspaceId,
            workflowId: id,
            document: documentOf(document),
            at: now,
            leave: new Set<string>(),
          };
          this.triggers.publish(db, live);
        }
        this.hooks.changed();
        audit(db, { ...who, action: "workspace.takenBack", subject: workspaceId });
      }),
    );
    await this.brakes.follow(workspaceId);
  }
}

function published(db: Database, workspaceId: string) {
  return db
    .prepare<[string], { id: string; document: string }>(
      `SELECT w.id, d.document FROM workflows w JOIN workflow_documents d ON d.id = w.published_document_id
       WHERE w.workspace_id = ?`,
    )
    .all(workspaceId);
}
