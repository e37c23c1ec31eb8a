import { byName, type AccountEnd } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { auditAccount, type Actor } from "../accounts/audit.js";
import { deleteLinks } from "../accounts/one-use-links.js";
import { Problem } from "../problems/problem.js";
import { nameOf, takeOut } from "../team/membership.rows.js";

/** What an account's end takes along, and what stands in its way. */
export function accountEnd(db: Database, userId: string): AccountEnd {
  const sole = db
    .prepare<[string, string], { id: string; name: string; others: number }>(
      `SELECT w.id, w.name,
         (SELECT count(*) FROM memberships o WHERE o.workspace_id = w.id AND o.user_id <> m.user_id) AS others
       FROM memberships m JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL
       WHERE m.user_id = ? AND NOT EXISTS (SELECT 1 FROM memberships o WHERE o.workspace_id = w.id AND o.user_id <> ?
         AND o.role = 'owner') AND (m.role = 'owner' OR NOT EXISTS
         (SELECT 1 FROM memberships o WHERE o.workspace_id = w.id AND o.user_id <> m.user_id))
       ORDER BY w.id`,
    )
    .all(userId, userId)
    .toSorted(byName);
  const live = db
    .prepare<[string], number>(
      "SELECT count(*) FROM workflows WHERE workspace_id = ? AND published_document_id IS NOT NULL",
    )
    .pluck();
  const email = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
  return {
    user: { id: userId, email },
    toHandOver: sole.filter(({ others }) => others > 0).map(({ id, name, others }) => ({ id, name, others })),
    goesAlong: sole
      .filter(({ others }) => others === 0)
      .map(({ id, name }) => ({ id, name, liveWorkflows: live.get(id) ?? 0 })),
    lastPerson: db.prepare("SELECT 1 FROM users WHERE id <> ? LIMIT 1").get(userId) === undefined,
  };
}

/** Refuses where somebody is needed still. */
export function assertMayGo({ toHandOver, lastPerson }: AccountEnd): void {
  if (lastPerson) throw new Problem("account.lastPerson");
  if (toHandOver.length > 0)
    throw new Problem("account.lastOwner", { workspaces: toHandOver.map(({ name }) => `“${name}”`).join(", ") });
}

/**
 * Deletes an account inside a write: all that lets somebody in, and who they are. What they made is the workspaces'; the audit
 * log keeps their name as it was written. Workspaces that nobody else is in have been deleted before.
 */
export function deleteAccount(db: Database, userId: string, by: Omit<Actor, "workspaceId">): void {
  const email = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
  const detail = by.userId === userId ? {} : { detail: { person: nameOf(db, userId) } };
  auditAccount(db, userId, { ...by, action: "account.deleted", subject: userId, ...detail });
  // Also of those that are deleted: they may be taken back.
  const theirs = db.prepare<[string], string>("SELECT workspace_id FROM memberships WHERE user_id = ?").pluck();
  for (const workspaceId of theirs.all(userId)) takeOut(db, { ...by, workspaceId }, userId);
  for (const table of [
    "memberships",
    "former_members",
    "sessions",
    "pending_sign_ins",
    "second_factors",
    "recovery_codes",
    "passkeys",
    "identities",
  ])
    db.prepare(`DELETE FROM ${table} WHERE user_id = ?`).run(userId);
  deleteLinks(db, "passwordReset", email);
  db.prepare("DELETE FROM users WHERE id = ?").run(userId);
}
