import { roleSchema, type Role, type SessionList } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { sessionEnds, type SessionEnds } from "../config/bounds.js";
import { DATABASE, Settings } from "../config/settings.js";
import { auditAccount, type CameFrom } from "./audit.js";
import { deviceName, deviceWords, type Device } from "./device.js";
import { endOtherSessions } from "./ended-sessions.js";
import { hashToken, randomToken } from "./secret-tokens.js";
import { inNameOf } from "./in-name-of.js";
import { keepSession, type Session } from "./session-row.js";
import { SessionsWithoutRoom } from "./sessions-without-room.js";

export type { Session } from "./session-row.js";

/** Why a session opens no workspace, or not the one that is asked for. */
export type Outside = "workspace.none" | "workspace.notMember" | "workspace.deleted" | "workspace.signedOut";

interface SessionRow {
  address: string | null;
  userAgent: string | null;
  id: string;
  createdAt: number;
  lastSeenAt: number;
}

/** How old the last use may get before it is written again, whatever has changed: two tabs of two workspaces take turns. */
const SEEN_EVERY_MS = 60_000;
/** Sessions that are over are cleared away now and then. */
const CLEAN_EVERY_MS = 3_600_000;
const HOUR_MS = 3_600_000;

/** A membership opens for sessions that are younger than the last time when they were ended there. */
const opens = "coalesce(m.signed_out_at, 0) < ?";
/** By the settings of today, also for sessions that were opened under others. */
const living = "last_seen_at > ? AND created_at > ?";

/** Sign-ins that last: each is a row, so ending one works at once. */
@Injectable()
export class SessionsService {
  /** When sessions end in this installation. */
  readonly ends: SessionEnds;
  readonly #find: Statement<[string, number, number]>;
  readonly #anyOf: Statement<[string, number], string>;
  readonly #role: Statement<[string, string, number]>;
  readonly #lacks: Statement<[string, string, string]>;
  /** Sessions whose use is being written down just now. */
  readonly #touching = new Set<string>();
  #cleanedAt = -Infinity;

  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    { environment }: Settings,
    private readonly withoutRoom: SessionsWithoutRoom,
  ) {
    this.ends = sessionEnds(environment);
    this.#find = database.handle.prepare(
      `SELECT id_hash AS idHash, user_id AS userId, workspace_id AS workspaceId, created_at AS createdAt,
         last_seen_at AS lastSeenAt, address, how, confirmed_at AS confirmedAt
       FROM sessions WHERE id_hash = ? AND ${living}`,
    );
    this.#anyOf = database.handle
      .prepare<[string, number], string>(
        `SELECT m.workspace_id FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
         WHERE m.user_id = ? AND w.deleted_at IS NULL AND ${opens} ORDER BY m.workspace_id LIMIT 1`,
      )
      .pluck();
    this.#role = database.handle
      .prepare<[string, string, number]>(
        `SELECT m.role FROM memberships m JOIN workspaces w ON w.id = m.workspace_id
         WHERE m.workspace_id = ? AND m.user_id = ? AND w.deleted_at IS NULL AND ${opens}`,
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

  /** The living session of a cookie. */
  find(token: string, now = Date.now()): Session | undefined {
    const idHash = hashToken(token);
    const [used, opened] = this.#since(now);
    const found = this.#find.get(idHash, used, opened) as Session | undefined;
    if (found) return found;
    // Its use is not written either: it lives as long as one that nobody uses.
    const held = this.withoutRoom.find(idHash);
    return held && held.createdAt > Math.max(used, opened) ? held : undefined;
  }

  /**
   * What the person of a session is in a workspace; nothing where they are no member, where it is deleted or this session was
   * ended for it, or where they are something that this version does not know.
   */
  roleOf(workspaceId: string, { userId, createdAt }: Session): Role | undefined {
    return roleSchema.safeParse(this.#role.get(workspaceId, userId, createdAt)).data;
  }

  /** Why the person of a session has no role in a workspace. */
  whyOutside(workspaceId: string, { userId, createdAt }: Session): Outside {
    const row = this.database.handle
      .prepare(
        `SELECT w.deleted_at IS NOT NULL AS deleted, ${opens} AS opens FROM memberships m
         JOIN workspaces w ON w.id = m.workspace_id WHERE m.user_id = ? AND m.workspace_id = ?`,
      )
      .get(createdAt, userId, workspaceId) as { deleted: 0 | 1; opens: 0 | 1 } | undefined;
    if (!row) return "workspace.notMember";
    if (row.deleted) return "workspace.deleted";
    return row.opens ? "workspace.notMember" : "workspace.signedOut";
  }

  /** Whether this session was ended for a workspace that its person belongs to, also one that is deleted. */
  isEndedIn(workspaceId: string, { userId, createdAt }: Session): boolean {
    const sql = `SELECT 1 FROM memberships m WHERE m.workspace_id = ? AND m.user_id = ? AND NOT (${opens})`;
    return this.database.handle.prepare(sql).get(workspaceId, userId, createdAt) !== undefined;
  }

  /** The one used last; where it opens no more, another one; where none does, the one that could say why; else none. */
  usualWorkspace(session: Session): string | undefined {
    const { workspaceId, userId, createdAt } = session;
    if (this.roleOf(workspaceId, session)) return workspaceId;
    const other = this.#anyOf.get(userId, createdAt);
    if (other !== undefined) return other;
    return this.whyOutside(workspaceId, session) === "workspace.signedOut" ? workspaceId : undefined;
  }

  /**
   * Keeps a used session alive and remembers its workspace and its device, once a minute. Answers how long it lives from now on
   * when that has changed: then the browser's cookie has to be renewed, too.
   */
  touch(session: Session, workspaceId: string, { address, userAgent }: Device, now = Date.now()): number | undefined {
    const { idHash, lastSeenAt, createdAt } = session;
    if (now - lastSeenAt < SEEN_EVERY_MS || this.#touching.has(idHash)) return undefined;
    this.#touching.add(idHash);
    const sql = "UPDATE sessions SET last_seen_at = ?, workspace_id = ?, address = ?, user_agent = ? WHERE id_hash = ?";
    // Nobody waits for it: a use that is not written down shortens the session a little and harms nothing else.
    this.database.queue
      .write((db) => {
        db.prepare(sql).run(now, workspaceId, address, userAgent, idHash);
        this.#clean(db, now);
      })
      .catch(() => undefined)
      .finally(() => this.#touching.delete(idHash));
    return Math.min(this.ends.idleMs, createdAt + this.ends.maxMs - now);
  }

  /** Those that are over open nothing any more; what they say of a device goes, too. */
  #clean(db: Database, now: number): void {
    if (now - this.#cleanedAt < CLEAN_EVERY_MS) return;
    this.#cleanedAt = now;
    db.prepare(`DELETE FROM sessions WHERE NOT (${living})`).run(...this.#since(now));
  }

  /** A session that lives was used after the first and opened after the second of these moments. */
  #since(now: number): [number, number] {
    return [now - this.ends.idleMs, now - this.ends.maxMs];
  }

  /** Where a person is signed in, the one used last first. `current` is the one that asks. */
  list(userId: string, current: Session | undefined, now = Date.now()): SessionList {
    const rows = this.database.handle
      .prepare(
        `SELECT id_hash AS id, created_at AS createdAt, last_seen_at AS lastSeenAt, address, user_agent AS userAgent
         FROM sessions WHERE user_id = ? AND ${living} ORDER BY last_seen_at DESC, id_hash LIMIT 200`,
      )
      .all(userId, ...this.#since(now)) as SessionRow[];
    const items = rows.map(({ id, createdAt, lastSeenAt, address, userAgent }) => ({
      id,
      current: id === current?.idHash,
      ...deviceWords(userAgent),
      address,
      createdAt: new Date(createdAt).toISOString(),
      lastSeenAt: new Date(lastSeenAt).toISOString(),
    }));
    const { idleMs, maxMs } = this.ends;
    return { items, endsAfter: { idleHours: idleMs / HOUR_MS, maxHours: maxMs / HOUR_MS } };
  }

  /** Signs a browser out. */
  async end({ idHash }: Session): Promise<void> {
    this.withoutRoom.end(idHash);
    await this.database.queue.write((db) => db.prepare("DELETE FROM sessions WHERE id_hash = ?").run(idHash));
  }

  /** Ends a session of a person from another one; false where they have no such one. */
  endOne(session: Session & { from: CameFrom }, idHash: string): Promise<boolean> {
    const { userId, from } = session;
    const sql = "DELETE FROM sessions WHERE id_hash = ? AND user_id = ? RETURNING user_agent";
    return this.database.queue.write(
      inNameOf(session, (db) => {
        const ended = db.prepare(sql).get(idHash, userId) as { user_agent: string | null } | undefined;
        if (!ended) return false;
        const device = deviceName(ended.user_agent);
        const detail = device === null ? undefined : { device };
        auditAccount(db, userId, { userId, from, action: "session.ended", subject: userId, ...(detail && { detail }) });
        return true;
      }),
    );
  }

  /** Ends every session of a person but this one. */
  async endOthers(session: Session & { from: CameFrom }): Promise<void> {
    const { userId, idHash, from } = session;
    // Before: what is not on its way into the database by now does not come into it after the write that ends them.
    this.withoutRoom.endOthers(userId, idHash);
    await this.database.queue.write(
      inNameOf(session, (db) => {
        endOtherSessions(db, userId, idHash);
        auditAccount(db, userId, { userId, from, action: "sessions.ended", subject: userId });
      }),
    );
  }
}

/** By what a session's person has shown who they are, and when. */
export interface Shown {
  how: string;
  at: number;
}

/** Opens a session inside a write and answers the cookie's value. */
export function openSession(
  db: Database,
  userId: string,
  workspaceId: string,
  now: number,
  { address, userAgent }: Device,
  { how, at }: Shown = { how: "password", at: now },
): string {
  const token = randomToken();
  const session = { idHash: hashToken(token), userId, workspaceId, createdAt: now, lastSeenAt: now, address, how };
  keepSession(db, { ...session, confirmedAt: at }, { userAgent });
  return token;
}

/** The person of a session has shown again who they are, inside a write. */
export function confirmSession(db: Database, { idHash }: Session, at: number): void {
  db.prepare("UPDATE sessions SET confirmed_at = ? WHERE id_hash = ?").run(at, idHash);
}
