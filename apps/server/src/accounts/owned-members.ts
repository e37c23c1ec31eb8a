import type { Locale } from "@leeway/engine";
import type { Database } from "better-sqlite3";
import { Problem } from "../problems/problem.js";
import { endLinks } from "./one-use-links.js";

export interface Person {
  id: string;
  email: string;
  name: string;
  locale: Locale;
}

/** A member of a workspace; nobody else is found. */
export function memberOf(db: Database, workspaceId: string, userId: string): Person {
  const member = db
    .prepare(
      `SELECT u.id, u.email, u.name, u.locale FROM users u JOIN memberships m ON m.user_id = u.id
       WHERE m.workspace_id = ? AND u.id = ?`,
    )
    .get(workspaceId, userId);
  if (member === undefined) throw new Problem("notFound");
  return member as Person;
}

/**
 * Who gives somebody a new password, or takes their second step away, can become them. So it takes an owner of every
 * workspace they are in: otherwise the owner of one would get into another through a common member.
 */
export function assertOwnerOfAll(db: Database, makerId: string, { id, email }: Person): void {
  const closed = db.prepare(
    `SELECT 1 FROM memberships m WHERE m.user_id = ? AND NOT EXISTS (SELECT 1 FROM memberships o
       WHERE o.workspace_id = m.workspace_id AND o.user_id = ? AND o.role = 'owner')`,
  );
  if (closed.get(id, makerId) !== undefined) throw new Problem("reset.elsewhere", { email });
}

/**
 * Ends, inside a write, the links by which an owner could become somebody: when those have come into a further workspace, or
 * the owner is one no longer. Who has asked for a link of their own asks once more.
 */
export function endResetLinks(db: Database, userIds: readonly string[], now: number): void {
  const emailOf = db.prepare<[string], string>("SELECT email FROM users WHERE id = ?").pluck();
  for (const id of userIds) endLinks(db, "passwordReset", emailOf.get(id) ?? "", now);
}
