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

/**
 * Ends a member's sessions, inside a write, as far as they open one workspace: who has a say in this one has none in others.
 * Somebody who belongs to no other one is signed out altogether. What is left of the sessions of all others takes who shows
 * anew who they are before it changes how they sign in: otherwise it would make itself a way back in.
 */
export function endSessionsIn(db: Database, workspaceId: string, userId: string, now: number): void {
  const elsewhere = db.prepare("SELECT 1 FROM memberships WHERE user_id = ? AND workspace_id <> ? LIMIT 1");
  if (elsewhere.get(userId, workspaceId) === undefined) return endSessions(db, userId);
  const sql = "UPDATE memberships SET signed_out_at = ? WHERE workspace_id = ? AND user_id = ?";
  db.prepare(sql).run(now, workspaceId, userId);
  db.prepare("UPDATE sessions SET confirmed_at = 0 WHERE user_id = ?").run(userId);
}
