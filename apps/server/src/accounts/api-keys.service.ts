import { roleSchema, type ApiKey, type CreateApiKey, type CreatedApiKey, type Role } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { audit, type Actor } from "./audit.js";
import { hashToken, randomToken } from "./secret-tokens.js";

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  makerId: string | null;
  makerName: string | null;
  /** 1 as long as its maker is in the workspace. */
  makerIsMember: number | null;
}
interface FoundKey {
  name: string;
  id: string;
  workspaceId: string;
  role: string;
  expiresAt: number | null;
  lastUsedAt: number | null;
}

/** Enough to tell keys apart, far too little to guess one. */
const PREFIX_LENGTH = 7;
const USED_EVERY_MS = 60_000;

/** Keys by which programs use a workspace: shown once, kept as a hash. */
@Injectable()
export class ApiKeysService {
  readonly #find: Statement<[string], FoundKey>;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#find = database.handle.prepare(
      `SELECT k.id, k.workspace_id AS workspaceId, k.name, k.role, k.expires_at AS expiresAt, k.last_used_at AS lastUsedAt
       FROM api_keys k JOIN workspaces w ON w.id = k.workspace_id WHERE k.hash = ? AND w.deleted_at IS NULL`,
    );
  }

  /**
   * What a key opens, and as whom; nothing for a key that there is not. Its use is written down at most once a minute.
   * @throws Problem `apiKey.expired`
   */
  use(key: string, now = Date.now()): { id: string; workspaceId: string; role: Role; name: string } | undefined {
    const found = this.#find.get(hashToken(key));
    if (!found) return undefined;
    if (hasExpired(found, now)) throw new Problem("apiKey.expired", { until: found.expiresAt ?? now });
    if (found.lastUsedAt === null || now - found.lastUsedAt >= USED_EVERY_MS) this.#used(found.id, now);
    const { id, workspaceId, name } = found;
    return { id, workspaceId, role: roleSchema.parse(found.role), name };
  }

  /** The role of a key that still opens something; asking is no use of it. */
  roleOf(key: string, now = Date.now()): Role | undefined {
    const found = this.#find.get(hashToken(key));
    return found && !hasExpired(found, now) ? roleSchema.parse(found.role) : undefined;
  }

  list(workspaceId: string): ApiKey[] {
    const rows = this.database.handle
      .prepare<[string], KeyRow>(`${LISTED} WHERE k.workspace_id = ? ORDER BY k.id DESC LIMIT 500`)
      .all(workspaceId);
    return rows.map(shown);
  }

  create(who: Maker, { name, role, expiresAt }: CreateApiKey): Promise<CreatedApiKey> {
    const key = `lw_${randomToken()}`;
    const until = expiresAt === null ? null : Date.parse(expiresAt);
    return this.database.queue.write((db) => {
      const id = insertKey(db, { ...who, name, key, role, expiresAt: until }, Date.now());
      const made = db.prepare<[string], KeyRow>(`${LISTED} WHERE k.id = ?`).get(id);
      if (!made) throw new Error("the key is not there");
      return { ...shown(made), key };
    });
  }

  /** The key stops working with the answer. */
  async remove(who: Actor, id: string): Promise<void> {
    await this.database.queue.write((db) => {
      const gone = db
        .prepare<[string, string], string>("DELETE FROM api_keys WHERE id = ? AND workspace_id = ? RETURNING name")
        .pluck()
        .get(id, who.workspaceId);
      if (gone === undefined) throw new Problem("notFound");
      audit(db, { ...who, action: "apiKey.deleted", subject: id, detail: { name: gone } });
    });
  }

  #used(id: string, now: number): void {
    const sql = "UPDATE api_keys SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ?)";
    this.database.queue
      .write((db) => db.prepare(sql).run(now, id, now - USED_EVERY_MS))
      // Nobody waits for it: a use that is not written down harms nothing.
      .catch(() => undefined);
  }
}

const hasExpired = ({ expiresAt }: FoundKey, now: number) => expiresAt !== null && expiresAt <= now;

const LISTED = `SELECT k.id, k.name, k.prefix, k.role, k.created_at AS createdAt, k.expires_at AS expiresAt,
    k.last_used_at AS lastUsedAt, u.id AS makerId, u.name AS makerName,
    EXISTS (SELECT 1 FROM memberships m WHERE m.workspace_id = k.workspace_id AND m.user_id = u.id) AS makerIsMember
  FROM api_keys k LEFT JOIN users u ON u.id = k.made_by`;

/** Who makes a key: a person. */
interface Maker extends Actor {
  userId: string;
}

/** A key that is to be kept; `expiresAt` in ms since 1970. */
export interface NewKey extends Maker {
  name: string;
  key: string;
  role: Role;
  expiresAt: number | null;
}

/** Adds a key inside a write, and answers its id. */
export function insertKey(db: Database, made: NewKey, now: number): string {
  const { workspaceId, userId, from, name, key, role, expiresAt } = made;
  const id = `key_${uuidv7()}`;
  db.prepare(
    `INSERT INTO api_keys (id, workspace_id, name, prefix, hash, role, created_at, expires_at, made_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(id, workspaceId, name, key.slice(0, PREFIX_LENGTH), hashToken(key), role, now, expiresAt, userId);
  const detail = { name, role, ...(expiresAt !== null && { expiresAt: iso(expiresAt) }) };
  audit(db, { workspaceId, userId, from, action: "apiKey.created", subject: id, detail });
  return id;
}

const iso = (time: number) => new Date(time).toISOString();

function shown({
  id,
  name,
  prefix,
  role,
  createdAt,
  expiresAt,
  lastUsedAt,
  makerId,
  makerName,
  makerIsMember,
}: KeyRow): ApiKey {
  return {
    id,
    name,
    prefix,
    role,
    createdAt: iso(createdAt),
    expiresAt: expiresAt === null ? null : iso(expiresAt),
    lastUsedAt: lastUsedAt === null ? null : iso(lastUsedAt),
    madeBy: makerId === null ? null : { id: makerId, name: makerName ?? "", isMember: makerIsMember === 1 },
  };
}
