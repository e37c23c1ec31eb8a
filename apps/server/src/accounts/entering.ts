import type { Database } from "better-sqlite3";
import { auditAccount, fromOpenPage } from "./audit.js";
import type { Device } from "./device.js";
import { openSession } from "./sessions.service.js";

/** By what somebody has shown who they are. `oidc`: the company's own sign-in, which has its own second step. */
export type SignedInBy = "password" | "app" | "recoveryCode" | "passkey" | "oidc";

/**
 * Lets a person in, inside a write: answers the cookie value of their session. `at`: when they have shown who they are, where
 * that was not just now.
 */
export function enter(db: Database, userId: string, device: Device, how: SignedInBy, at = Date.now()): string {
  const workspaceId = lastWorkspace(db, userId);
  auditAccount(db, userId, { userId, from: fromOpenPage(device), action: "signIn.done", detail: { how } });
  return openSession(db, userId, workspaceId, Date.now(), device, { how, at });
}

/** The one they were in last; empty for who belongs to none: one can still sign in, and make one. */
export function lastWorkspace(db: Database, userId: string): string {
  const workspaceId = db
    .prepare(
      `SELECT m.workspace_id FROM memberships m JOIN workspaces w ON w.id = m.workspace_id AND w.deleted_at IS NULL
       LEFT JOIN sessions s ON s.user_id = m.user_id AND s.workspace_id = m.workspace_id
       WHERE m.user_id = ? ORDER BY s.last_seen_at DESC, m.workspace_id LIMIT 1`,
    )
    .pluck()
    .get(userId) as string | undefined;
  return workspaceId ?? "";
}
