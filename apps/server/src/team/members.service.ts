import { byName, isAtLeast, roles, type Member, type MemberKey, type Role } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import { audit } from "../accounts/audit.js";
import { endSessionsIn } from "../accounts/ended-sessions.js";
import { keysOfMember } from "../accounts/keys-of-member.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { assertBelow, nameOf, roleIn, setRole, takeOut, type Doer } from "./membership.rows.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** Who works in a workspace, as what. Roles are read again in the write that changes them: two at once are in turn. */
@Injectable()
export class MembersService {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** The highest roles first, then by name. */
  list(workspaceId: string): Member[] {
    const rank = ({ role }: Member) => roles.indexOf(role);
    return this.database.handle
      .prepare<[string], Member>(
        `SELECT u.id, u.name, u.email, m.role FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.workspace_id = ? ORDER BY u.id`,
      )
      .all(workspaceId)
      .toSorted((a, b) => rank(a) - rank(b) || byName(a, b));
  }

  /** Gives a member another role, at most the own one. */
  async change(doer: Doer, memberId: string, role: Role): Promise<Member[]> {
    await this.database.queue.write(
      inNameOf(doer, (db) => {
        const before = assertBelow(db, doer, memberId);
        if (!isAtLeast(roleIn(db, doer, doer.userId), role)) throw new Problem("members.above", { role });
        if (before === role) return;
        setRole(db, doer, memberId, before, role);
        const detail = { person: nameOf(db, memberId), formerRole: before, role };
        audit(db, { ...doer, action: "member.roleChanged", subject: memberId, detail });
      }),
    );
    return this.list(doer.workspaceId);
  }

  /** The API keys that a member made, for who is about to take them out or to give them another role. */
  keys(workspaceId: string, memberId: string): MemberKey[] {
    const { handle } = this.database;
    roleIn(handle, { workspaceId }, memberId);
    return keysOfMember(handle, workspaceId, memberId, Date.now());
  }

  /**
   * Takes somebody out. With the next thing they ask for they are told so; streams of theirs end. `endKeys`: the API keys
   * of theirs that end as well; where nobody has said, those that no program uses.
   */
  async remove(doer: Doer, memberId: string, endKeys?: readonly string[]): Promise<void> {
    await this.database.queue.write(
      inNameOf(doer, (db) => {
        assertBelow(db, doer, memberId);
        const detail = { person: nameOf(db, memberId), ...takeOut(db, doer, memberId, endKeys) };
        audit(db, { ...doer, action: "member.removed", subject: memberId, detail });
      }),
    );
  }

  /** Ends somebody's sessions in this workspace: whoever holds their device is out until the person signs in again. */
  async signOut(doer: Doer, memberId: string): Promise<void> {
    const { workspaceId } = doer;
    await this.database.queue.write(
      inNameOf(doer, (db) => {
        assertBelow(db, doer, memberId);
        endSessionsIn(db, workspaceId, memberId, Date.now());
        const detail = { person: nameOf(db, memberId) };
        audit(db, { ...doer, action: "member.signedOut", subject: memberId, detail });
      }),
    );
  }

  async leave(doer: Doer): Promise<void> {
    const { userId } = doer;
    await this.database.queue.write(
      inNameOf(doer, (db) => {
        const detail = takeOut(db, doer, userId);
        audit(db, { ...doer, action: "member.left", subject: userId, detail });
      }),
    );
  }

  /** Another member owns the workspace; who asks becomes an admin. One write: there is an owner in every moment. */
  async transfer(doer: Doer, to: string): Promise<Member[]> {
    await this.database.queue.write(
      inNameOf(doer, (db) => {
        const before = roleIn(db, doer, to);
        if (roleIn(db, doer, doer.userId) !== "owner") throw new Problem("members.above", { role: "owner" });
        if (to === doer.userId) return;
        setRole(db, doer, to, before, "owner");
        setRole(db, doer, doer.userId, "owner", "admin");
        audit(db, { ...doer, action: "workspace.transferred", subject: to, detail: { person: nameOf(db, to) } });
      }),
    );
    return this.list(doer.workspaceId);
  }
}
