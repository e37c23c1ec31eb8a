import { SANDBOX_BASE_URL, type Credential, type CredentialType, type UsedBy } from "@leeway/api";
import type { Json, JsonObject, Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { uuidv7 } from "uuidv7";
import { audit, type Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { prepared } from "../adapters/database/prepared.js";
import { Vault } from "../adapters/secrets/vault.js";
import { DATABASE, SANDBOX_PATH, Settings } from "../config/settings.js";
import { Problem } from "../problems/problem.js";
import { liveUsers, sayUsers, usersOf } from "../usage/users.js";
import { changedData, checkedData } from "./credential-data.js";
import { credentialColumns, openData, publicPart, sealedAs, type CredentialRow } from "./credential.rows.js";
import { inNameOf } from "../accounts/in-name-of.js";

export interface NewCredential {
  type: CredentialType;
  name: string;
  data: Readonly<Record<string, Json>>;
}
/** With data that fit its type; see `insert` for those without their secret. */
export type CheckedCredential = NewCredential & { data: JsonObject; id?: string };
/** Of a credential that is about to be made. */
export const newCredentialId = (): string => `cred_${uuidv7()}`;
export interface CredentialChange {
  name?: string | undefined;
  data?: Readonly<Record<string, Json>> | undefined;
}

/** Keeps credentials: what may be shown as it is, everything sealed. No answer ever carries a secret. */
@Injectable()
export class CredentialsService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly vault: Vault,
    private readonly settings: Settings,
  ) {}

  /** Newest first. */
  list(workspaceId: string, limit: number, cursor?: string): { items: Credential[]; nextCursor?: string } {
    const rows = this.database.handle
      .prepare(`SELECT ${credentialColumns} WHERE workspace_id = ? AND id < ? ORDER BY id DESC LIMIT ?`)
      .all(workspaceId, cursor ?? "\uffff", limit + 1) as CredentialRow[];
    const items = rows.slice(0, limit).map((row) => this.#shown(row));
    const last = items.at(-1);
    return { items, ...(last && rows.length > limit && { nextCursor: last.id }) };
  }

  get(workspaceId: string, id: string): Credential {
    return this.#shown(this.row(workspaceId, id));
  }

  async create(who: Actor, { type, name, data }: NewCredential, locale: Locale = "en"): Promise<Credential> {
    const checked = checkedData(type, data, locale);
    const id = await this.database.queue.write(
      inNameOf(who, (db) => this.insert(db, who, { type, name, data: checked })),
    );
    return this.get(who.workspaceId, id);
  }

  /** Part of a transaction. The data are checked; without their secret the credential waits for somebody to enter it. */
  insert(
    db: Database,
    who: Actor,
    { id = newCredentialId(), type, name, data }: CheckedCredential,
    secretMissing = false,
  ): string {
    const { workspaceId } = who;
    const now = Date.now();
    const sealed = this.vault.seal(db, workspaceId, sealedAs(id), JSON.stringify(data));
    prepared(
      db,
      `INSERT INTO credentials (id, workspace_id, type, name, public_data, sealed, created_at, updated_at, secret_missing)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(id, workspaceId, type, name, JSON.stringify(publicPart(type, data)), sealed, now, now, secretMissing ? 1 : 0);
    audit(db, { ...who, action: "credential.created", subject: id, detail: { name, type } });
    return id;
  }

  /** What is left out stays as it is; see `changedData` for what needs the secret again. */
  async update(who: Actor, id: string, change: CredentialChange, locale: Locale = "en"): Promise<Credential> {
    const { workspaceId } = who;
    const row = this.row(workspaceId, id);
    const name = change.name ?? row.name;
    const data = change.data && changedData(row.type, this.#stored(row), change.data, locale);
    const shown = data ? JSON.stringify(publicPart(row.type, data)) : row.publicData;
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const sealed = data ? this.vault.seal(db, workspaceId, sealedAs(id), JSON.stringify(data)) : row.sealed;
        const saved = db
          .prepare(
            // Somebody changed it meanwhile: what was merged is old.
            `UPDATE credentials SET name = ?, public_data = ?, sealed = ?, updated_at = ?,
             tested_at = CASE WHEN ? THEN NULL ELSE tested_at END,
             secret_missing = CASE WHEN ? THEN 0 ELSE secret_missing END
           WHERE id = ? AND workspace_id = ? AND sealed = ?`,
          )
          .run(name, shown, sealed, Date.now(), data ? 1 : 0, data ? 1 : 0, id, workspaceId, row.sealed);
        if (saved.changes === 0) throw new Problem("server.busy");
        const detail = { name, changed: Object.keys(change.data ?? {}).join(", ") };
        audit(db, { ...who, action: "credential.changed", subject: id, detail });
      }),
    );
    return this.get(workspaceId, id);
  }

  /** Keeps whether the far end took it; what was changed while it was asked is still to be tested. */
  async keepTest({ id, workspaceId, sealed }: CredentialRow, ok: boolean): Promise<void> {
    const sql = "UPDATE credentials SET tested_at = ? WHERE id = ? AND workspace_id = ? AND sealed = ?";
    const now = ok ? Date.now() : null;
    await this.database.queue.write((db) => db.prepare(sql).run(now, id, workspaceId, sealed));
  }

  /** The workflows that sign in with it. */
  users(workspaceId: string, id: string, locale: Locale): UsedBy[] {
    this.row(workspaceId, id);
    return usersOf(this.database.handle, workspaceId, { kind: "credential", id }, locale);
  }

  /** Refused while a published workflow uses it: its next run would fail. */
  async remove(who: Actor, id: string, locale: Locale = "en"): Promise<void> {
    const { workspaceId } = who;
    const { name, type } = this.row(workspaceId, id);
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const users = liveUsers(usersOf(db, workspaceId, { kind: "credential", id }, locale));
        if (users.length > 0) throw new Problem("credential.inUse", { workflows: sayUsers(users) });
        const notices = db.prepare("SELECT 1 FROM notice_rules WHERE workspace_id = ? AND instr(rule, ?) > 0");
        if (notices.get(workspaceId, id)) throw new Problem("credential.inNotices");
        db.prepare("DELETE FROM credentials WHERE id = ? AND workspace_id = ?").run(id, workspaceId);
        audit(db, { ...who, action: "credential.deleted", subject: id, detail: { name, type } });
      }),
    );
  }

  row(workspaceId: string, id: string): CredentialRow {
    const row = this.database.handle
      .prepare(`SELECT ${credentialColumns} WHERE id = ? AND workspace_id = ?`)
      .get(id, workspaceId) as CredentialRow | undefined;
    if (!row) throw new Problem("notFound");
    return row;
  }

  /** What does not open any more can still be saved anew, with its secret. */
  #stored(row: CredentialRow): JsonObject {
    try {
      return openData(this.vault, row);
    } catch {
      return JSON.parse(row.publicData) as JsonObject;
    }
  }

  #shown({ id, type, name, publicData, createdAt, updatedAt, testedAt, secretMissing }: CredentialRow): Credential {
    const data = JSON.parse(publicData) as JsonObject;
    const time = (ms: number): string => new Date(ms).toISOString();
    const tested = testedAt === null ? {} : { testedAt: time(testedAt) };
    const times = { createdAt: time(createdAt), updatedAt: time(updatedAt), ...tested };
    return { id, type, name, data, sandbox: this.#isSandbox(data), needsSecret: secretMissing === 1, ...times };
  }

  #isSandbox({ baseUrl }: JsonObject): boolean {
    const { sandboxUrl, publicUrl } = this.settings;
    if (sandboxUrl === undefined || typeof baseUrl !== "string") return baseUrl === SANDBOX_BASE_URL;
    return [SANDBOX_BASE_URL, sandboxUrl, `${publicUrl}${SANDBOX_PATH}`].includes(baseUrl.replace(/\/+$/, ""));
  }
}
