import {
  roleSchema,
  type ApiKey,
  type CreateApiKey,
  type CreatedApiKey,
  type RenewApiKey,
  type Role,
} from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import {
  confirmKeys,
  deleteKey,
  insertKey,
  keyRow,
  LISTED,
  newKey,
  renewKey,
  shownKey,
  type KeyRow,
  type Maker,
} from "./api-key.rows.js";
import type { Actor } from "./audit.js";
import type { Device } from "./device.js";
import { hashToken } from "./secret-tokens.js";
import { inNameOf } from "./in-name-of.js";

/** A key as it stands in its row. */
export interface FoundKey {
  name: string;
  id: string;
  workspaceId: string;
  role: string;
  expiresAt: number | null;
  lastUsedAt: number | null;
  restingSince: number | null;
  renewedAs: string | null;
}

const HOUR_MS = 3_600_000;
const USED_EVERY_MS = 60_000;

/** Keys by which programs use a workspace: shown once, kept as a hash. */
@Injectable()
export class ApiKeysService {
  readonly #find: Statement<[string], FoundKey>;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#find = database.handle.prepare(
      `SELECT k.id, k.workspace_id AS workspaceId, k.name, k.role, k.expires_at AS expiresAt,
         k.last_used_at AS lastUsedAt, k.resting_since AS restingSince, k.renewed_as AS renewedAs
       FROM api_keys k JOIN workspaces w ON w.id = k.workspace_id WHERE k.hash = ? AND w.deleted_at IS NULL`,
    );
  }

  /** The key, whether or not it opens anything now; nothing where there is none, or its workspace rests. */
  find(key: string): FoundKey | undefined {
    return this.#find.get(hashToken(key));
  }

  /**
   * What a key opens, and as whom. Its use is written down at most once a minute, also of one that rests: who is to confirm it
   * sees which program asks.
   * @throws Problem `apiKey.expired`, `apiKey.renewed`, `apiKey.resting`
   */
  use(
    found: FoundKey,
    device: Device,
    now = Date.now(),
  ): { id: string; workspaceId: string; role: Role; name: string } {
    if (hasExpired(found, now))
      throw new Problem(found.renewedAs === null ? "apiKey.expired" : "apiKey.renewed", {
        until: found.expiresAt ?? now,
      });
    if (isNews(found, now)) this.#used(found.id, device, now);
    if (found.restingSince !== null) throw new Problem("apiKey.resting", { since: found.restingSince });
    const { id, workspaceId, name } = found;
    return { id, workspaceId, role: roleSchema.parse(found.role), name };
  }

  /** The role of a key that still opens something; asking is no use of it. */
  roleOf(key: string, now = Date.now()): Role | undefined {
    const found = this.find(key);
    const opens = found && !hasExpired(found, now) && found.restingSince === null;
    return opens ? roleSchema.parse(found.role) : undefined;
  }

  list(workspaceId: string): ApiKey[] {
    const rows = this.database.handle
      .prepare<[string], KeyRow>(`${LISTED} WHERE k.workspace_id = ? ORDER BY k.id DESC LIMIT 500`)
      .all(workspaceId);
    return rows.map(shownKey);
  }

  create(who: Maker, { name, role, expiresAt }: CreateApiKey): Promise<CreatedApiKey> {
    const until = expiresAt === null ? null : Date.parse(expiresAt);
    return this.#make(who, (db, key) => insertKey(db, { ...who, name, key, role, expiresAt: until }, Date.now()));
  }

  /** A new secret beside the old one, which goes on for as long as the programs take to change over. */
  renew(who: Maker, id: string, { overlapHours, expiresAt }: RenewApiKey): Promise<CreatedApiKey> {
    const until = typeof expiresAt === "string" ? Date.parse(expiresAt) : expiresAt;
    const overlapMs = overlapHours * HOUR_MS;
    return this.#make(who, (db, key) => renewKey(db, who, id, { key, expiresAt: until, overlapMs }, Date.now()));
  }

  #make(who: Maker, insert: (db: Database, key: string) => string): Promise<CreatedApiKey> {
    const key = newKey();
    return this.database.queue.write(
      inNameOf(who, (db) => {
        const made = keyRow(db, who, insert(db, key));
        if (!made) throw new Error("the key is not there");
        return { ...shownKey(made), key };
      }),
    );
  }

  /** The key stops working with the answer. */
  async remove(who: Actor, id: string): Promise<void> {
    await this.database.queue.write(
      inNameOf(who, (db) => {
        if (!deleteKey(db, who, id)) throw new Problem("notFound");
      }),
    );
  }

  /** Keys that rest since a restore work again, these or all. */
  async confirm(who: Actor, ids: readonly string[] | undefined): Promise<ApiKey[]> {
    await this.database.queue.write(inNameOf(who, (db) => confirmKeys(db, who, ids)));
    return this.list(who.workspaceId);
  }

  #used(id: string, { address, userAgent }: Device, now: number): void {
    const sql = `UPDATE api_keys SET last_used_at = ?, last_used_address = ?, last_used_agent = ?
      WHERE id = ? AND (last_used_at IS NULL OR last_used_at <= ? OR last_used_at < resting_since)`;
    this.database.queue
      .write((db) => db.prepare(sql).run(now, address, userAgent, id, now - USED_EVERY_MS))
      // Nobody waits for it: a use that is not written down harms nothing.
      .catch(() => undefined);
  }
}

/** Whether a use is written down: the first one, the first knock of one that rests, and then one a minute. */
const isNews = ({ lastUsedAt, restingSince }: FoundKey, now: number) =>
  lastUsedAt === null || now - lastUsedAt >= USED_EVERY_MS || (restingSince !== null && lastUsedAt < restingSince);

const hasExpired = ({ expiresAt }: FoundKey, now: number) => expiresAt !== null && expiresAt <= now;
