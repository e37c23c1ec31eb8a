import { roleSchema, type Role, type SessionDto } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { auditAccount, type CameFrom } from "./audit.js";
import { deviceWords, type Device } from "./device.js";
import { hashToken, randomToken } from "./secret-tokens.js";
import { ABSOLUTE_MS, IDLE_MS } from "./session-cookie.js";

/** Who a cookie stands for. */
export interface Session {
  idHash: string;
  userId: string;
  /** The workspace used last. */
  workspaceId: string;
  createdAt: number;
  lastSeenAt: number;
  /** From where it was used last. */
  address: string | null;
  how: string | null;
  /** When the person showed last who they are; null where that was at the sign-in itself. */
  confirmedAt: number | null;
}

interface SessionRow {
  address: string | null;
  userAgent: string | null;
  id: string;
  createdAt: number;
  lastSeenAt: number;
}

/** How old the last use may get before it is written again: one write an hour, not one per request. */
const SEEN_EVERY_MS = 3_600_000;

/** Sign-ins that last: each is a row, so ending one works at once. */
@Injectable()
export class SessionsService {
  readonly #find: Statement<[string, number]>;
  readonly #anyOf: Statement<[string], string>;
  readonly #role: Statement<[string, string]>;
  readonly #lacks: Statement<[string, string, string]>;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#find = database.handle.prepare(
      `SELECT id_hash AS idHash, user_id AS userId, workspace_id AS workspaceId, created_at AS createdAt,
         last_seen_at AS lastSeenAt, address, how, confirmed_at AS confirmedAt
       FROM sessions WHERE id_hash = ? AND expires_at > ?`,
    );
    this.#anyOf = database.handle
      .prepare<[string], string>(
        `SELECT m.workspace_id FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
         WHERE m.user_id = ? AND w.deleted_at IS NULL ORDER BY m.workspace_id LIMIT 1`,
      )
      .pluck();
    this.#role = database.handle
      .prepare<[string, string]>(
        `SELECT m.role FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
         WHERE m.workspace_id = ? AND m.user_id = ? AND w.deleted_at IS NULL`,
      )
      .pluck();
    this.#lacks = database.handle.prepare(
      `SELECT 1 FROM workspaces WHERE second_factor AND id = ? AND NOT EXISTS
         (SELECT 1 FROM second_factors WHERE user_id = ? AND confirmed_at IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM passkeys WHERE user_id = ?)`,
    );
  }

  /** Whether a workspace asks its members for a second step, and this person has none. */
  lacksFactor(workspaceId: string, { userId, how }: Session): boolean {
    return how !== "oidc" && this.#lacks.get(workspaceId, userId, userId) !== undefined;
  }

  /** The person has shown again who they are. */
  async confirm({ idHash }: Session, now = Date.now()): Promise<void> {
    const sql = "UPDATE sessions SET confirmed_at = ? WHERE id_hash = ?";
    await this.database.queue.write((db) => db.prepare(sql).run(now, idHash));
  }

  /** The living session of a cookie. */
  find(token: string, now = Date.now()): Session | undefined {
    return this.#find.get(hashToken(token), now) as Session | undefined;
  }

  /** What a person is in a workspace; nothing where they are no member, it is deleted, or something that this version does not know. */
  roleOf(workspaceId: string, userId: string): Role | undefined {
    return roleSchema.safeParse(this.#role.get(workspaceId, userId)).data;
  }

  /** Whether a workspace that is deleted was the person's. */
  wasMember(workspaceId: string, userId: string): boolean {
    const row = this.database.handle
      .prepare(
        `SELECT 1 FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
         WHERE m.workspace_id = ? AND m.user_id = ? AND w.deleted_at IS NOT NULL`,
      )
      .get(workspaceId, userId);
    return row !== undefined;
  }

  /** The one used last; where the person is not in it any more, another of theirs; undefined where there is none. */
  usualWorkspace({ workspaceId, userId }: Session): string | undefined {
    return this.roleOf(workspaceId, userId) ? workspaceId : this.#anyOf.get(userId);
  }

  /**
   * Keeps a used session alive and remembers its workspace and its device. Answers how long it lives from now on when that has
   * changed: then the browser's cookie has to be renewed, too.
   */
  touch(session: Session, workspaceId: string, { address, userAgent }: Device, now = Date.now()): number | undefined {
    const stale = now - session.lastSeenAt >= SEEN_EVERY_MS;
    if (!stale && workspaceId === session.workspaceId && address === session.address) return undefined;
    const expiresAt = Math.min(now + IDLE_MS, session.createdAt + ABSOLUTE_MS);
    const sql = `UPDATE sessions SET last_seen_at = ?, expires_at = ?, workspace_id = ?, address = ?, user_agent = ?
      WHERE id_hash = ?`;
    // Nobody waits for it: a use that is not written down shortens the session a little and harms nothing else.
    this.database.queue
      .write((db) => db.prepare(sql).run(now, expiresAt, workspaceId, address, userAgent, session.idHash))
      .catch(() => undefined);
    return expiresAt - now;
  }

  /** Where a person is signed in, the one used last first. `current` is the one that asks. */
  list(userId: string, current: Session | undefined, now = Date.now()): SessionDto[] {
    const rows = this.database.handle
      .prepare(
        `SELECT id_hash AS id, created_at AS createdAt, last_seen_at AS lastSeenAt, address, user_agent AS userAgent
         FROM sessions WHERE user_id = ? AND expires_at > ? ORDER BY last_seen_at DESC, id_hash LIMIT 200`,
      )
      .all(userId, now) as SessionRow[];
    return rows.map(({ id, createdAt, lastSeenAt, address, userAgent }) => ({
      id,
      current: id === current?.idHash,
      ...deviceWords(userAgent),
      address,
      createdAt: new Date(createdAt).toISOString(),
      lastSeenAt: new Date(lastSeenAt).toISOString(),
    }));
  }

  async end({ idHash, userId }: Session): Promise<void> {
    await this.endOne(userId, idHash);
  }

  /** Ends a session of a person; false where they have no such one. */
  endOne(userId: string, idHash: string): Promise<boolean> {
    const sql = "DELETE FROM sessions WHERE id_hash = ? AND user_id = ?";
    return this.database.queue.write((db) => db.prepare(sql).run(idHash, userId).changes > 0);
  }

  /** Ends every session of a person but this one. */
  async endOthers(userId: string, from: CameFrom, kept: Session | undefined): Promise<void> {
    await this.database.queue.write((db) => {
      endOtherSessions(db, userId, kept?.idHash);
      auditAccount(db, userId, { userId, from, action: "sessions.ended", subject: userId });
    });
  }
}

/** Ends every session of a person but one, inside a write. */
export function endOtherSessions(db: Database, userId: string, keptHash = ""): void {
  db.prepare("DELETE FROM sessions WHERE user_id = ? AND id_hash <> ?").run(userId, keptHash);
}

/** Opens a session inside a write and answers the cookie's value. Sessions that have run out go at the same time. */
export function openSession(
  db: Database,
  userId: string,
  workspaceId: string,
  now: number,
  { address, userAgent }: Device,
  how = "password",
): string {
  const token = randomToken();
  db.prepare("DELETE FROM sessions WHERE expires_at <= ?").run(now);
  db.prepare(
    `INSERT INTO sessions (id_hash, user_id, workspace_id, created_at, last_seen_at, expires_at, address, user_agent, how)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(hashToken(token), userId, workspaceId, now, now, now + IDLE_MS, address, userAgent, how);
  return token;
}
