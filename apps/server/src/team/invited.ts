import type { Role } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { audit, type CameFrom } from "../accounts/audit.js";
import { makeMember } from "./membership.rows.js";

interface Offer {
  linkId: string;
  workspaceId: string;
  role: Role;
}

/** What an e-mail is invited to, and has neither accepted nor lost. */
const offersTo = (db: Database, email: string, now: number) =>
  db
    .prepare(
      `SELECT l.id AS linkId, i.workspace_id AS workspaceId, i.role FROM invitations i
       JOIN one_use_links l ON l.id = i.link_id
       JOIN workspaces w ON w.id = i.workspace_id AND w.deleted_at IS NULL
       WHERE l.purpose = 'invitation' AND l.email = ? AND i.withdrawn_at IS NULL AND l.used_at IS NULL
         AND l.expires_at > ? ORDER BY l.id DESC`,
    )
    .all(email, now) as Offer[];

/** Whether somebody has invited this e-mail. */
export const isInvited = (db: Database, email: string, now: number): boolean => offersTo(db, email, now).length > 0;

/** Accepts for a person whose e-mail has been verified elsewhere all that it is invited to, inside a write. */
export function acceptAll(
  db: Database,
  email: string,
  { userId, from }: { userId: string; from: CameFrom },
  now: number,
): void {
  for (const { linkId, workspaceId, role } of offersTo(db, email, now)) {
    db.prepare("UPDATE one_use_links SET used_at = ? WHERE id = ?").run(now, linkId);
    if (!makeMember(db, { workspaceId, userId, role })) continue;
    audit(db, { workspaceId, userId, from, action: "member.joined", subject: userId, detail: { role } });
  }
}
