import type { Database } from "better-sqlite3";

/** Ends every session of a person but one, inside a write. */
export function endOtherSessions(db: Database, userId: string, keptHash: string): void {
  db.prepare("DELETE FROM sessions WHERE user_id = ? AND id_hash <> ?").run(userId, keptHash);
}

/** Ends every session of a person, and what was on the way to one, inside a write. */
export function endSessions(db: Database, userId: string): void {
  for (const table of ["sessions", "pending_sign_ins"])
    db.prepare(`DELETE FROM ${table} WHERE user_id = ?`).run(userId);
}

/** Whom somebody signs out again and again has this long to go to another workspace, leave this one or delete the account. */
const ALTOGETHER_AGAIN_MS = 15 * 60_000;

/**
 * Ends a member's sessions, inside a write, as far as they open one workspace: who has a say in this one has none in others.
 * Somebody who belongs to no other one is signed out altogether, but not again right after. What is left of the sessions that this
 * closes takes who shows anew who they are before it changes how they sign in: otherwise it would make itself a way back in. A session that
 * is closed here already is left alone, however often it is asked for.
 */
export function endSessionsIn(db: Database, workspaceId: string, userId: string, now: number): void {
  const find = db.prepare("SELECT coalesce(signed_out_at, 0) FROM memberships WHERE workspace_id = ? AND user_id = ?");
  const last = find.pluck().get(workspaceId, userId) as number;
  const elsewhere = db.prepare("SELECT 1 FROM memberships WHERE user_id = ? AND workspace_id <> ? LIMIT 1");
  const isElsewhere = elsewhere.get(userId, workspaceId) !== undefined;
  if (!isElsewhere && now - last > ALTOGETHER_AGAIN_MS) endSessions(db, userId);
  else db.prepare("UPDATE sessions SET confirmed_at = 0 WHERE user_id = ? AND created_at > ?").run(userId, last);
  const sql = "UPDATE memberships SET signed_out_at = ? WHERE workspace_id = ? AND user_id = ?";
  db.prepare(sql).run(now, workspaceId, userId);
}
