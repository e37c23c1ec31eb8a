import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";

/** Who did what that matters for safety. Never a password, a key or a token. */
export interface AuditEntry {
  workspaceId: string | null;
  userId: string | null;
  /** `noun.verb`, e.g. `apiKey.created`. */
  action: string;
  /** The id of what it was done to. */
  subject?: string;
  detail?: Record<string, string>;
}

/** Writes an entry into the audit log, in the same write as what it tells of: neither exists without the other. */
export function audit(db: Database, { workspaceId, userId, action, subject, detail }: AuditEntry): void {
  db.prepare(
    "INSERT INTO audit_log (id, workspace_id, user_id, at, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(
    uuidv7(),
    workspaceId,
    userId,
    Date.now(),
    action,
    subject ?? null,
    detail === undefined ? null : JSON.stringify(detail),
  );
}
