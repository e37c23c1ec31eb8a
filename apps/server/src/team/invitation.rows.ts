import { isAtLeast, may, type Invitation, type Role } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { findLink, type OneUseLink } from "../accounts/one-use-links.js";
import { Problem } from "../problems/problem.js";

/** A living invitation: its link, and what it invites to. */
export interface OpenInvitation extends OneUseLink {
  workspaceId: string;
  workspace: string;
  role: Role;
  invitedBy: string;
}

interface InvitationRow {
  workspaceId: string;
  workspace: string;
  role: Role;
  invitedBy: string;
  withdrawnAt: number | null;
  deletedAt: number | null;
}

/** What a token invites to; throws what became of it where it is no longer good. */
export function openInvitation(db: Database, token: string, now: number): OpenInvitation {
  const link = findLink(db, "invitation", token);
  const row =
    link &&
    (db
      .prepare(
        `SELECT i.workspace_id AS workspaceId, w.name AS workspace, i.role, coalesce(u.name, '') AS invitedBy,
           i.withdrawn_at AS withdrawnAt, w.deleted_at AS deletedAt
         FROM invitations i JOIN workspaces w ON w.id = i.workspace_id LEFT JOIN users u ON u.id = i.invited_by
         WHERE i.link_id = ?`,
      )
      .get(link.id) as InvitationRow | undefined);
  if (!link || !row) throw new Problem("link.over");
  const { withdrawnAt, deletedAt, ...invitation } = row;
  const who = { workspace: row.workspace, ...(row.invitedBy !== "" && { by: row.invitedBy }) };
  if (link.usedAt !== null) throw new Problem("invitation.used", who);
  if (withdrawnAt !== null) throw new Problem("invitation.withdrawn", who);
  if (deletedAt !== null) throw new Problem("invitation.workspaceDeleted", who);
  if (link.expiresAt <= now) throw new Problem("invitation.expired", who);
  return { ...link, ...invitation };
}

/** An invitation, as its own rows have it. */
type Listed = Omit<Invitation, "letter">;
interface ListRow extends Omit<Listed, "createdAt" | "expiresAt" | "expired"> {
  createdAt: number;
  expiresAt: number;
}

/** Those that were neither accepted nor withdrawn, the newest first; also those that have run out. */
export function invitationsOf(db: Database, workspaceId: string, now: number): Listed[] {
  const rows = db
    .prepare<[string], ListRow>(
      `SELECT l.id, l.email, i.role, coalesce(u.name, '') AS invitedBy, l.created_at AS createdAt, l.expires_at AS expiresAt
       FROM invitations i JOIN one_use_links l ON l.id = i.link_id LEFT JOIN users u ON u.id = i.invited_by
       WHERE i.workspace_id = ? AND i.withdrawn_at IS NULL AND l.used_at IS NULL ORDER BY l.id DESC`,
    )
    .all(workspaceId);
  return rows.map(({ createdAt, expiresAt, ...row }) => ({
    ...row,
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    expired: expiresAt <= now,
  }));
}

/** Withdraws inside a write, with its letter if that has not gone yet; false where there is no such invitation that waits. */
export function withdraw(db: Database, workspaceId: string, id: string, now: number): boolean {
  const { changes } = db
    .prepare(
      `UPDATE invitations SET withdrawn_at = @now WHERE link_id = @id AND workspace_id = @workspaceId
         AND withdrawn_at IS NULL AND link_id IN (SELECT id FROM one_use_links WHERE used_at IS NULL)`,
    )
    .run({ now, id, workspaceId });
  if (changes === 0) return false;
  db.prepare(
    "UPDATE letters SET state = 'failed', sealed = NULL, due_at = NULL, at = ? WHERE link_id = ? AND due_at > 0",
  ).run(now, id);
  return true;
}

/** Withdraws, inside a write, what a member could not offer any more: nobody comes in by the word of who has left. */
export function withdrawBeyond(
  db: Database,
  { workspaceId, userId, role, now }: { workspaceId: string; userId: string; role: Role | undefined; now: number },
): void {
  const offered = db
    .prepare<[string, string], { id: string; role: Role }>(
      "SELECT link_id AS id, role FROM invitations WHERE workspace_id = ? AND invited_by = ? AND withdrawn_at IS NULL",
    )
    .all(workspaceId, userId);
  const stands = (offer: Role) => role !== undefined && may(role, "members.edit") && isAtLeast(role, offer);
  for (const { id, role: offer } of offered) if (!stands(offer)) withdraw(db, workspaceId, id, now);
}
