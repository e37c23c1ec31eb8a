import type { ApiKey, CreatedApiKey, Role } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { audit } from "./audit.js";
import { hashToken, randomToken } from "./secret-tokens.js";

interface KeyRow {
  id: string;
  name: string;
  prefix: string;
  createdAt: number;
  lastUsedAt: number | null;
}

/** Enough to tell keys apart, far too little to guess one. */
const PREFIX_LENGTH = 7;
const USED_EVERY_MS = 60_000;

/** Keys by which programs use a workspace: shown once, kept as a hash. */
@Injectable()
export class ApiKeysService {
  readonly #find: Statement<[string]>;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#find = database.handle.prepare(
      "SELECT id, workspace_id AS workspaceId, last_used_at AS lastUsedAt FROM api_keys WHERE hash = ?",
    );
  }

  /** What a key opens, and as whom; its use is written down at most once a minute. */
  use(key: string, now = Date.now()): { workspaceId: string; role: Role } | undefined {
    const found = this.#find.get(hashToken(key)) as
      | { id: string; workspaceId: string; lastUsedAt: number | null }
      | undefined;
    if (!found) return undefined;
    if (found.lastUsedAt === null || now - found.lastUsedAt >= USED_EVERY_MS) this.#used(found.id, now);
    return { workspaceId: found.workspaceId, role: "admin" };
  }

  /** The role of a key that opens anything; asking is no use of it. */
  roleOf(key: string): Role | undefined {
    return this.#find.get(hashToken(key)) === undefined ? undefined : "admin";
  }

  list(workspaceId: string): ApiKey[] {
    const rows = this.database.handle
      .prepare(
        `SELECT id, name, prefix, created_at AS createdAt, last_used_at AS lastUsedAt FROM api_keys
         WHERE workspace_id = ? ORDER BY id DESC LIMIT 500`,
      )
      .all(workspaceId) as KeyRow[];
    return rows.map(shown);
  }

  create(workspaceId: string, userId: string, name: string): Promise<CreatedApiKey> {
    const key = `lw_${randomToken()}`;
    return this.database.queue.write((db) => ({ ...insertKey(db, workspaceId, userId, name, key, Date.now()), key }));
  }

  /** The key stops working with the answer. */
  async remove(workspaceId: string, userId: string, id: string): Promise<void> {
    await this.database.queue.write((db) => {
      const { changes } = db.prepare("DELETE FROM api_keys WHERE id = ? AND workspace_id = ?").run(id, workspaceId);
      if (changes === 0) throw new Problem("notFound");
      audit(db, { workspaceId, userId, action: "apiKey.deleted", subject: id });
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

/** Adds a key inside a write. */
export function insertKey(
  db: Database,
  workspaceId: string,
  userId: string,
  name: string,
  key: string,
  now: number,
): ApiKey {
  const row = { id: `key_${uuidv7()}`, name, prefix: key.slice(0, PREFIX_LENGTH), createdAt: now, lastUsedAt: null };
  db.prepare(
    `INSERT INTO api_keys (id, workspace_id, name, prefix, hash, created_at, last_used_at)
     VALUES (?, ?, ?, ?, ?, ?, NULL)`,
  ).run(row.id, workspaceId, name, row.prefix, hashToken(key), now);
  audit(db, { workspaceId, userId, action: "apiKey.created", subject: row.id });
  return shown(row);
}

const iso = (time: number) => new Date(time).toISOString();
const shown = ({ createdAt, lastUsedAt, ...row }: KeyRow): ApiKey => ({
  ...row,
  createdAt: iso(createdAt),
  lastUsedAt: lastUsedAt === null ? null : iso(lastUsedAt),
});
