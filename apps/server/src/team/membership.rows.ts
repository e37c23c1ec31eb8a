import { isAtLeast, type Role } from "@leeway/api";
import type { Database } from "better-sqlite3";
import type { Actor } from "../accounts/audit.js";
import { endKeysOf, lowerKeysOf } from "../accounts/keys-of-member.js";
import { endResetLinks } from "../accounts/owned-members.js";
import { Problem } from "../problems/problem.js";
import { withdrawBeyond } from "./invitation.rows.js";

/** A person who does something, and in which workspace. */
export interface Doer extends Actor {
  userId: string;
}

/** As the audit log names a member. */
export function nameOf(db: Database, userId: string): string {
  const { name, email } = db.prepare("SELECT name, email FROM users WHERE id = ?").get(userId) as Record<
    string,
    string
  >;
  return `${name} <${email}>`;
}

export function roleIn(db: Database, { workspaceId }: { workspaceId: string }, userId: string): Role {
  const role = db
    .prepare<[string, string], Role>("SELECT role FROM memberships WHERE workspace_id = ? AND user_id = ?")
    .pluck()
    .get(workspaceId, userId);
  if (role === undefined) throw new Problem("notFound");
  return role;
}

/** Answers the member's role; refuses where it is above that of who does something. */
export function assertBelow(db: Database, doer: Doer, memberId: string): Role {
  const role = roleIn(db, doer, memberId);
  if (!isAtLeast(roleIn(db, doer, doer.userId), role)) throw new Problem("members.above", { role });
  return role;
}

/**
 * Makes a member, inside a write; false where they are one already. Sessions that were closed to them here when they were a member
 * before stay closed.
 */
export function makeMember(db: Database, member: { workspaceId: string; userId: string; role: Role }): boolean {
  const made = db
    .prepare(
      `INSERT INTO memberships (workspace_id, user_id, role, signed_out_at) VALUES (@workspaceId, @userId, @role,
         (SELECT signed_out_at FROM former_members WHERE workspace_id = @workspaceId AND user_id = @userId))
       ON CONFLICT (workspace_id, user_id) DO NOTHING`,
    )
    .run(member);
  if (made.changes === 0) return false;
  const { workspaceId, userId } = member;
  db.prepare("DELETE FROM former_members WHERE workspace_id = ? AND user_id = ?").run(workspaceId, userId);
  return true;
}

/** Ends a membership, inside a write. Whom others take out finds no session of before open should they come back. */
function endMembership(db: Database, { workspaceId, userId: by }: Actor, userId: string): void {
  const signedOutAt = db
    .prepare("DELETE FROM memberships WHERE workspace_id = ? AND user_id = ? RETURNING signed_out_at")
    .pluck()
    .get(workspaceId, userId) as number | null;
  const at = by === userId ? signedOutAt : Date.now();
  if (at === null) return;
  const sql = "INSERT OR REPLACE INTO former_members (workspace_id, user_id, signed_out_at) VALUES (?, ?, ?)";
  db.prepare(sql).run(workspaceId, userId, at);
}

/** Gives a member a role, inside a write; what they made for others may no more than they. */
export function setRole(db: Database, who: Actor, userId: string, before: Role, role: Role): void {
  const { workspaceId } = who;
  if (before === "owner") endOwnership(db, workspaceId, userId);
  db.prepare("UPDATE memberships SET role = ? WHERE workspace_id = ? AND user_id = ?").run(role, workspaceId, userId);
  withdrawBeyond(db, { workspaceId, userId, role, now: Date.now() });
  lowerKeysOf(db, who, { userId, role, person: nameOf(db, userId) });
}

/**
 * Takes somebody out of a workspace, inside a write, and ends these keys of theirs, or those that no program uses. Answers what
 * the audit log says of it.
 */
export function takeOut(
  db: Database,
  who: Actor,
  userId: string,
  endKeys?: readonly string[],
): Record<"role", Role> & { keptKeys?: string } {
  const { workspaceId } = who;
  const role = roleIn(db, who, userId);
  if (role === "owner") endOwnership(db, workspaceId, userId);
  const kept = endKeysOf(db, who, userId, endKeys);
  endMembership(db, who, userId);
  withdrawBeyond(db, { workspaceId, userId, role: undefined, now: Date.now() });
  return { role, ...(kept.length > 0 && { keptKeys: kept.join(", ") }) };
}

/** Somebody else has to own it, unless it is deleted; and links by which an owner could become a member end with the ownership. */
function endOwnership(db: Database, workspaceId: string, userId: string): void {
  const cared = db.prepare(
    `SELECT 1 FROM memberships WHERE workspace_id = @workspaceId AND user_id <> @userId AND role = 'owner'
     UNION ALL SELECT 1 FROM workspaces WHERE id = @workspaceId AND deleted_at IS NOT NULL`,
  );
  if (cared.get({ workspaceId, userId }) === undefined) throw new Problem("members.lastOwner");
  const members = db.prepare<[string], string>("SELECT user_id FROM memberships WHERE workspace_id = ?").pluck();
  endResetLinks(db, members.all(workspaceId), Date.now());
}
