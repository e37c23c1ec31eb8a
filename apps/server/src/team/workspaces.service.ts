import { byName, type OwnWorkspace } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import { AccountsService } from "../accounts/accounts.service.js";
import { audit, type CameFrom } from "../accounts/audit.js";
import { GRACE_MS } from "../accounts/grace.js";
import { endResetLinks } from "../accounts/owned-members.js";
import { insertWorkspace } from "../accounts/owners.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** As many as one person may own: each has a demo, a sandbox and schedules of its own. */
const MOST_OWNED = 50;

/** What a new workspace is called and begins with. */
export interface NewWorkspaceWish {
  name: string;
  timezone: string;
  demo: boolean;
}

/** The workspaces of a person. */
@Injectable()
export class WorkspacesService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly accounts: AccountsService,
  ) {}

  /** Those the person belongs to, by name; of those that are deleted what they own, as long as they can take it back. */
  of(userId: string): OwnWorkspace[] {
    const rows = this.database.handle
      .prepare<[string, number], Omit<OwnWorkspace, "takeBackUntil"> & { deletedAt: number | null }>(
        `SELECT w.id, w.name, m.role, w.deleted_at AS deletedAt
         FROM workspaces w JOIN memberships m ON m.workspace_id = w.id
         WHERE m.user_id = ? AND (w.deleted_at IS NULL OR (m.role = 'owner' AND w.deleted_at > ?))
         ORDER BY w.id`,
      )
      .all(userId, Date.now() - GRACE_MS);
    return rows.toSorted(byName).map(({ deletedAt, ...workspace }) => ({
      ...workspace,
      takeBackUntil: deletedAt === null ? null : new Date(deletedAt + GRACE_MS).toISOString(),
    }));
  }

  /** The one of them that has this workflow or run: whoever follows a link from elsewhere is told where it leads. */
  holding(userId: string, id: string): OwnWorkspace[] {
    const home = this.database.handle
      .prepare("SELECT workspace_id FROM workflows WHERE id = @id UNION SELECT workspace_id FROM runs WHERE id = @id")
      .pluck()
      .get({ id });
    return this.of(userId).filter(({ id: own, takeBackUntil }) => own === home && takeBackUntil === null);
  }

  /** Makes one that the person owns. */
  async create(userId: string, from: CameFrom, { name, timezone, demo }: NewWorkspaceWish): Promise<OwnWorkspace> {
    const { id, locale } = await this.database.queue.write(
      inNameOf({ from }, (db) => {
        const owned = db.prepare("SELECT count(*) FROM memberships WHERE user_id = ? AND role = 'owner'").pluck();
        if ((owned.get(userId) as number) >= MOST_OWNED) throw new Problem("workspace.tooMany", { most: MOST_OWNED });
        const made = insertWorkspace(db, { name, timezone, userId }, Date.now());
        audit(db, { workspaceId: made, userId, from, action: "workspace.created", subject: made, detail: { name } });
        endResetLinks(db, [userId], Date.now());
        const person = db.prepare("SELECT locale FROM users WHERE id = ?").pluck().get(userId) as Locale;
        return { id: made, locale: person };
      }),
    );
    if (demo) await this.accounts.fill(id, locale);
    return { id, name, role: "owner", takeBackUntil: null };
  }
}
