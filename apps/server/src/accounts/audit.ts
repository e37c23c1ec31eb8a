import type { AuditAction, AuditVia } from "@leeway/api";
import type { Database } from "better-sqlite3";
import { userInfo } from "node:os";
import { uuidv7 } from "uuidv7";
import { prepared } from "../adapters/database/prepared.js";
import { deviceName, type Device } from "./device.js";

/** How somebody was let in, and from which address. */
export interface CameFrom {
  via: AuditVia;
  /** Of the API key, or of the account on the machine. */
  name?: string;
  address?: string;
  /** What a browser says of itself. */
  userAgent?: string | null;
  /** Throws where they would not be let in any more for what they do; see `inNameOf`. Who needs no leave has none. */
  assertStill?: () => void;
}

/** Who does something in a workspace; `userId` is null where it is no person. */
export interface Actor {
  workspaceId: string;
  userId: string | null;
  from: CameFrom;
}

/** Leeway by itself. */
export const bySelf: CameFrom = { via: "server" };
/** Through a page that is open to all. */
export const fromOpenPage = (device: Device): CameFrom => ({ via: "open", ...device });
/** By a command, as whoever runs it on this machine. */
export function fromCommand(): CameFrom {
  try {
    return { via: "command", name: userInfo().username };
  } catch {
    // In a container the account may have no name.
    return { via: "command" };
  }
}

/** Who did what that matters for safety. Never a password, a key or a token. */
export interface AuditNote {
  userId: string | null;
  from: CameFrom;
  action: AuditAction;
  /** The id of what it was done to. */
  subject?: string;
  /** What the action's sentence names, as it was called then. */
  detail?: Record<string, string>;
  /** When it was said, where it is written later. */
  at?: number;
}

/**
 * Writes an entry into the audit log, in the same write as what it tells of: neither exists without the other. The person's
 * name and e-mail are kept as they are now. From a request: `audit(db, { ...who, action, subject, detail })`.
 */
export function audit(db: Database, entry: AuditNote & { workspaceId: string | null }): void {
  const { workspaceId, userId, from, action, subject, detail, at = Date.now() } = entry;
  const person = userId === null ? undefined : prepared(db, "SELECT name, email FROM users WHERE id = ?").get(userId);
  const { name = null, email = null } = (person ?? {}) as { name?: string; email?: string };
  prepared(
    db,
    `INSERT INTO audit_log (id, workspace_id, user_id, at, action, subject, detail, user_name, user_email, via, via_name,
       address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    uuidv7(),
    workspaceId,
    userId,
    at,
    action,
    subject ?? null,
    detail === undefined ? null : JSON.stringify(detail),
    name,
    email,
    from.via,
    from.name ?? deviceName(from.userAgent ?? null),
    from.address ?? null,
  );
}

/**
 * The same of somebody's account (a sign-in, a password), which is in no workspace: it is told in each of theirs, to those who
 * may read the log there. `personId` is null where nobody is meant, e.g. by an unknown e-mail: then no workspace tells it.
 */
export function auditAccount(db: Database, personId: string | null, note: AuditNote): void {
  const workspaces = db.prepare("SELECT workspace_id FROM memberships WHERE user_id = ?").pluck().all(personId);
  for (const workspaceId of workspaces.length > 0 ? (workspaces as string[]) : [null])
    audit(db, { ...note, workspaceId });
}
