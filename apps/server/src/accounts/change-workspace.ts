import type { Database } from "better-sqlite3";
import { Problem } from "../problems/problem.js";
import { audit, type Actor } from "./audit.js";

interface Settings {
  name: string;
  timezone: string;
}

/** What is left out stays. */
export interface WorkspaceChange {
  name?: string | undefined;
  /** IANA. */
  timezone?: string | undefined;
}

/**
 * Part of a transaction. What is as it was is no change, and the audit log does not tell of it. Whoever ends it says by
 * `WorkspaceChanges` that the time zone may be another.
 */
export function changeWorkspace(db: Database, who: Actor, { name, timezone }: WorkspaceChange): void {
  const { workspaceId } = who;
  const former = db.prepare<[string], Settings>("SELECT name, timezone FROM workspaces WHERE id = ?").get(workspaceId);
  if (!former) throw new Problem("notFound");
  const now = { name: name ?? former.name, timezone: timezone ?? former.timezone };
  const detail = {
    ...(now.name !== former.name && { formerName: former.name, name: now.name }),
    ...(now.timezone !== former.timezone && { formerTimezone: former.timezone, timezone: now.timezone }),
  };
  if (Object.keys(detail).length === 0) return;
  db.prepare("UPDATE workspaces SET name = ?, timezone = ? WHERE id = ?").run(now.name, now.timezone, workspaceId);
  audit(db, { ...who, action: "workspace.changed", detail });
}
