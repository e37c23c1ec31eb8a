import type { SecondStep } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { endSessions } from "../ended-sessions.js";
import { audit, auditAccount, type Actor } from "../audit.js";

/** What a person has besides the password. */
export function stepsOf(db: Database, userId: string): SecondStep | null {
  const app = db.prepare("SELECT 1 FROM second_factors WHERE user_id = ? AND confirmed_at IS NOT NULL").get(userId);
  const passkey = db.prepare("SELECT 1 FROM passkeys WHERE user_id = ? LIMIT 1").get(userId);
  return app || passkey ? { app: app !== undefined, passkey: passkey !== undefined } : null;
}

/** Takes everything away that a person has besides the password, inside a write. */
export function removeFactors(db: Database, userId: string): void {
  for (const table of ["second_factors", "passkeys", "recovery_codes", "pending_sign_ins"])
    db.prepare(`DELETE FROM ${table} WHERE user_id = ?`).run(userId);
}

/**
 * Helps a person who has lost phone and codes: inside a write, their second step is off, and every session of theirs has
 * ended. `by` is who does it; without a workspace it is whoever has the data folder.
 */
export function resetFactors(db: Database, userId: string, by: Omit<Actor, "workspaceId">, workspaceId?: string): void {
  removeFactors(db, userId);
  endSessions(db, userId);
  const person = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
  const note = {
    userId: by.userId,
    from: by.from,
    action: "secondFactor.reset",
    subject: userId,
    detail: { person },
  } as const;
  if (workspaceId === undefined) auditAccount(db, userId, note);
  else audit(db, { ...note, workspaceId });
}
