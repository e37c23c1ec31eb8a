import { byName, type Limit } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";

/** Who uses a token, and who holds it back: names for the display of its limit. */
@Injectable()
export class LimitUsers {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Workflows whose drafts name one of these credentials. */
  workflows(workspaceId: string, credentialIds: readonly string[]): Limit["workflows"] {
    return this.database.handle
      .prepare<[string, string], Limit["workflows"][number]>(
        `SELECT DISTINCT w.id, w.name FROM workflows w, json_each(w.document, '$.nodes') n
         WHERE w.workspace_id = ? AND json_extract(n.value, '$.credential') IN (SELECT value FROM json_each(?))
         ORDER BY w.name LIMIT 50`,
      )
      .all(workspaceId, JSON.stringify(credentialIds))
      .toSorted(byName);
  }

  /** Of these runs those of the workspace: the token may be used by others too. */
  runs(workspaceId: string, ids: readonly string[]): Limit["runs"] {
    if (ids.length === 0) return [];
    return this.database.handle
      .prepare(
        `SELECT r.id, w.name AS workflowName FROM runs r JOIN workflows w ON w.id = r.workflow_id
         WHERE r.workspace_id = ? AND r.id IN (SELECT value FROM json_each(?))`,
      )
      .all(workspaceId, JSON.stringify(ids)) as Limit["runs"];
  }

  /** What the credentials are called. */
  names(workspaceId: string, credentialIds: readonly string[]): string[] {
    return this.database.handle
      .prepare<[string, string], { name: string }>(
        `SELECT name FROM credentials WHERE workspace_id = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY name`,
      )
      .all(workspaceId, JSON.stringify(credentialIds))
      .toSorted(byName)
      .map(({ name }) => name);
  }

  /** Who does something: a person, or an API key. */
  nameOf({ userId, from }: Actor): string | null {
    if (userId === null) return from.name ?? null;
    const named = this.database.handle.prepare<[string], { name: string }>("SELECT name FROM users WHERE id = ?");
    return named.get(userId)?.name ?? null;
  }

  pausedBy(workspaceId: string, key: string): Limit["pausedBy"] {
    const row = this.database.handle
      .prepare(
        `SELECT a.at, coalesce(a.user_name, a.via_name) AS by FROM audit_log a
         WHERE a.workspace_id = ? AND a.action = 'token.paused' AND a.subject = ? ORDER BY a.id DESC LIMIT 1`,
      )
      .get(workspaceId, key) as { at: number; by: string | null } | undefined;
    return row ? { since: new Date(row.at).toISOString(), by: row.by } : null;
  }
}
