import type { Database } from "better-sqlite3";
import { auditAccount, fromCommand } from "./audit.js";
import { endSessions } from "./ended-sessions.js";
import { endLinks } from "./one-use-links.js";

/** What came of it. */
export type ResetResult = { kind: "done"; email: string } | { kind: "nobody" } | { kind: "unclear"; emails: string[] };

/**
 * Gives a person a new password, inside a write, and ends all their sessions. Without an e-mail it is the only
 * person there is; where that is not clear nothing is changed, and the answer says who there is.
 */
export function resetPassword(db: Database, email: string | undefined, passwordHash: string): ResetResult {
  const users = db.prepare("SELECT id, email FROM users ORDER BY email").all() as { id: string; email: string }[];
  if (users.length === 0) return { kind: "nobody" };
  const wanted = email?.trim().toLowerCase();
  const meant = users.filter((user) => wanted === undefined || user.email === wanted);
  const [user] = meant;
  if (!user || meant.length > 1) return { kind: "unclear", emails: users.map((one) => one.email) };
  setPassword(db, user.id, passwordHash);
  const detail = { person: user.email };
  auditAccount(db, user.id, { userId: null, from: fromCommand(), action: "password.reset", subject: user.id, detail });
  return { kind: "done", email: user.email };
}

/**
 * Changes a person's password inside a write. Whoever was signed in with the old one is so no longer, and links that were
 * asked for before set no further one.
 */
export function setPassword(db: Database, userId: string, passwordHash: string): void {
  db.prepare("UPDATE users SET password_hash = ? WHERE id = ?").run(passwordHash, userId);
  endSessions(db, userId);
  const email = db.prepare("SELECT email FROM users WHERE id = ?").pluck().get(userId) as string;
  endLinks(db, "passwordReset", email, Date.now());
}
