import type { Database } from "better-sqlite3";

/**
 * Part of a write, after a restore: whatever lets somebody in may have been taken from them since the backup, and would be good
 * again. Sessions and links of one use end. API keys and passkeys rest: a key until a person has confirmed it, a passkey
 * until its person has come in another way, too.
 */
export function closeDoors(db: Database, at: number): void {
  db.exec("DELETE FROM sessions; DELETE FROM pending_sign_ins; DELETE FROM one_use_links");
  for (const table of ["api_keys", "passkeys"]) db.prepare(`UPDATE ${table} SET resting_since = ?`).run(at);
}
