import type { Database } from "better-sqlite3";
import { audit, type Actor } from "./audit.js";

/** What is left out stays. */
export interface WorkspaceChange {
  name?: string | undefined;
  /** IANA. */
  timezone?: string | undefined;
}

/** Part of a transaction. Whoever ends it says by `WorkspaceChanges` that the time zone may be another. */
export function changeWorkspace(db: Database, who: Actor, { name, timezone }: WorkspaceChange): void {
  const sql = `UPDATE workspaces SET name = coalesce(?, name), timezone = coalesce(?, timezone) WHERE id = ?
    RETURNING name, timezone`;
  const now = db.prepare(sql).get(name ?? null, timezone ?? null, who.workspaceId);
  audit(db, { ...who, action: "workspace.changed", detail: now as { name: string; timezone: string } });
}
