import {
  byName,
  auditActions,
  auditVias,
  sayAudit,
  type AuditAction,
  type AuditEntry,
  type AuditFilter,
  type AuditPerson,
  type AuditVia,
} from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { idAt } from "./entry-ids.js";

interface Row {
  id: string;
  at: number;
  action: string;
  userId: string | null;
  userName: string | null;
  userEmail: string | null;
  via: string | null;
  viaName: string | null;
  address: string | null;
  subject: string | null;
  detail: string | null;
}

const COLUMNS = `id, at, action, user_id AS userId, user_name AS userName, user_email AS userEmail, via,
  via_name AS viaName, address, subject, detail FROM audit_log`;
/** Ids begin with their time, which a command on the same machine may have taken a moment before it wrote. */
const SLACK_MS = 60_000;

/** Reads the audit log of a workspace. */
@Injectable()
export class AuditReader {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  /** Entries before `cursor`, the newest first. */
  page(
    workspaceId: string,
    filter: AuditFilter,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
    locale: Locale,
  ): { items: AuditEntry[]; nextCursor?: string } {
    const { where, values } = conditions(filter, cursor);
    const rows = this.database.handle
      .prepare(`SELECT ${COLUMNS} WHERE workspace_id = ?${where} ORDER BY id DESC LIMIT ?`)
      .all(workspaceId, ...values, limit + 1) as Row[];
    const items = rows.slice(0, limit).map((row) => told(row, locale));
    const last = items.at(-1);
    return { items, ...(last && rows.length > limit && { nextCursor: last.id }) };
  }

  /** Who is in the log, by name: those who have left, too. */
  people(workspaceId: string): AuditPerson[] {
    return this.database.handle
      .prepare<[string], AuditPerson>(
        `SELECT user_id AS id, coalesce(user_name, user_id) AS name, coalesce(user_email, '') AS email FROM audit_log
         WHERE id IN (SELECT max(id) FROM audit_log WHERE workspace_id = ? AND user_id IS NOT NULL GROUP BY user_id)
         ORDER BY name COLLATE NOCASE, user_id LIMIT 1000`,
      )
      .all(workspaceId)
      .toSorted(byName);
  }
}

function conditions({ kind, person, since, until }: AuditFilter, cursor: string | undefined) {
  const parts: [string, ...(string | number)[]][] = [];
  if (cursor !== undefined) parts.push(["id < ?", cursor]);
  if (person !== undefined) parts.push(["user_id = ?", person]);
  if (since !== undefined) parts.push(["id >= ? AND at >= ?", idAt(Date.parse(since) - SLACK_MS), Date.parse(since)]);
  if (until !== undefined) parts.push(["id < ? AND at < ?", idAt(Date.parse(until) + SLACK_MS), Date.parse(until)]);
  if (kind !== undefined) {
    const actions = Object.keys(auditActions).filter((action) => auditActions[action as AuditAction] === kind);
    parts.push(["action IN (SELECT value FROM json_each(?))", JSON.stringify(actions)]);
  }
  return {
    where: parts.map(([sql]) => ` AND ${sql}`).join(""),
    values: parts.flatMap(([, ...values]) => values),
  };
}

function told(row: Row, locale: Locale): AuditEntry {
  const detail = row.detail === null ? {} : (JSON.parse(row.detail) as Record<string, string>);
  return {
    id: row.id,
    at: new Date(row.at).toISOString(),
    action: row.action,
    kind: Object.hasOwn(auditActions, row.action) ? auditActions[row.action as AuditAction] : null,
    text: sayAudit(row.action, detail, locale),
    who: { id: row.userId, name: row.userName, email: row.userEmail },
    from: { via: viaOf(row.via), name: row.viaName, address: row.address },
    subject: row.subject,
    detail,
  };
}

const viaOf = (text: string | null): AuditVia | null => auditVias.find((via) => via === text) ?? null;
