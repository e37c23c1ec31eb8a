import { isAtLeast, type Member, type Role } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit, type Actor } from "../accounts/audit.js";
import { endSessionsIn } from "../accounts/ended-sessions.js";
import { endResetLinks } from "../accounts/owned-members.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { withdrawBeyond } from "./invitation.rows.js";

/** Who does something, and in which workspace. */
interface Doer extends Actor {
  userId: string;
}

/** Who works in a workspace, as what. Roles are read again in the write that changes them: two at once are in turn. */
@Injectable()
export class MembersService {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** The highest roles first, then by name. */
  list(workspaceId: string): Member[] {
    return this.database.handle
      .prepare<[string], Member>(
        `SELECT u.id, u.name, u.email, m.role FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.workspace_id = ?
         ORDER BY instr('owner admin editor operator viewer', m.role), u.name COLLATE NOCASE, u.id`,
      )
      .all(workspaceId);
  }

  /** Gives a member another role, at most the own one. */
  async change(doer: Doer, memberId: string, role: Role): Promise<Member[]> {
    await this.database.queue.write((db) => {
      const before = assertBelow(db, doer, memberId);
      if (!isAtLeast(roleIn(db, doer, doer.userId), role)) throw new Problem("members.above", { role });
      if (before === role) return;
      setRole(db, doer, memberId, before, role);
      const detail = { person: nameOf(db, memberId), formerRole: before, role };
      audit(db, { ...doer, action: "member.roleChanged", subject: memberId, detail });
    });
    return this.list(doer.workspaceId);
  }

  /** Takes somebody out. With the next thing they ask for they are told so; streams of theirs end. */
  async remove(doer: Doer, memberId: string): Promise<void> {
    await this.database.queue.write((db) => {
      const role = assertBelow(db, doer, memberId);
      takeOut(db, doer.workspaceId, memberId, role);
      const detail = { person: nameOf(db, memberId), role };
      audit(db, { ...doer, action: "member.removed", subject: memberId, detail });
    });
  }

  /** Ends somebody's sessions in this workspace: whoever holds their device is out until the person signs in again. */
  async signOut(doer: Doer, memberId: string): Promise<void> {
    const { workspaceId } = doer;
    await this.database.queue.write((db) => {
      assertBelow(db, doer, memberId);
      endSessionsIn(db, workspaceId, memberId, Date.now());
      const detail = { person: nameOf(db, memberId) };
      audit(db, { ...doer, action: "member.signedOut", subject: memberId, detail });
    });
  }

  async leave(doer: Doer): Promise<void> {
    const { workspaceId, userId } = doer;
    await this.database.queue.write((db) => {
      const role = roleIn(db, { workspaceId }, userId);
      takeOut(db, workspaceId, userId, role);
      audit(db, { ...doer, action: "member.left", subject: userId, detail: { role } });
    });
  }

  /** Another member owns the workspace; who asks becomes an admin. One write: there is an owner in every moment. */
  async transfer(doer: Doer, to: string): Promise<Member[]> {
    await this.database.queue.write((db) => {
      const before = roleIn(db, doer, to);
      if (roleIn(db, doer, doer.userId) !== "owner") throw new Problem("members.above", { role: "owner" });
      if (to === doer.userId) return;
      setRole(db, doer, to, before, "owner");
      setRole(db, doer, doer.userId, "owner", "admin");
      audit(db, { ...doer, action: "workspace.transferred", subject: to, detail: { person: nameOf(db, to) } });
    });
    return this.list(doer.workspaceId);
  }
}

/** As the audit log names a member. */
function nameOf(db: Database, userId: string): string {
  const { name, email } = db.prepare("SELECT name, email FROM users WHERE id = ?").get(userId) as Record<
    string,
    string
  >;
  return `${name} <${email}>`;
}

function roleIn(db: Database, { workspaceId }: { workspaceId: string }, userId: string): Role {
  const role = db
    .prepare<[string, string], Role>("SELECT role FROM memberships WHERE workspace_id = ? AND user_id = ?")
    .pluck()
    .get(workspaceId, userId);
  if (role === undefined) throw new Problem("notFound");
  return role;
}

/** Answers the member's role; refuses where it is above that of who does something. */
function assertBelow(db: Database, doer: Doer, memberId: string): Role {
  const role = roleIn(db, doer, memberId);
  if (!isAtLeast(roleIn(db, doer, doer.userId), role)) throw new Problem("members.above", { role });
  return role;
}

function setRole(db: Database, { workspaceId }: Doer, userId: string, before: Role, role: Role): void {
  if (before === "owner") endOwnership(db, workspaceId, userId);
  db.prepare("UPDATE memberships SET role = ? WHERE workspace_id = ? AND user_id = ?").run(role, workspaceId, userId);
  withdrawBeyond(db, { workspaceId, userId, role, now: Date.now() });
}

function takeOut(db: Database, workspaceId: string, userId: string, role: Role): void {
  if (role === "owner") endOwnership(db, workspaceId, userId);
  db.prepare("DELETE FROM memberships WHERE workspace_id = ? AND user_id = ?").run(workspaceId, userId);
  withdrawBeyond(db, { workspaceId, userId, role: undefined, now: Date.now() });
}

/** Somebody else has to own it; and links by which an owner could become a member end with the ownership. */
function endOwnership(db: Database, workspaceId: string, userId: string): void {
  const other = db.prepare("SELECT 1 FROM memberships WHERE workspace_id = ? AND user_id <> ? AND role = 'owner'");
  if (other.get(workspaceId, userId) === undefined) throw new Problem("members.lastOwner");
  const members = db.prepare<[string], string>("SELECT user_id FROM memberships WHERE workspace_id = ?").pluck();
  endResetLinks(db, members.all(workspaceId), Date.now());
}
