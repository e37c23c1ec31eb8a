import type { Privacy } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database, Statement } from "better-sqlite3";
import { isDeepStrictEqual } from "node:util";
import { audit, type Actor } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** Which values each workspace hides from who may not see personal data. */
@Injectable()
export class PrivacyRules {
  readonly #find: Statement<[string], string>;

  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {
    this.#find = database.handle
      .prepare<[string], string>("SELECT masked_fields FROM privacy_rules WHERE workspace_id = ?")
      .pluck();
  }

  of(workspaceId: string): Privacy {
    return { maskedFields: JSON.parse(this.#find.get(workspaceId) ?? "[]") as string[] };
  }

  async set(who: WorkspaceUser, privacy: Privacy): Promise<Privacy> {
    await this.database.queue.write(inNameOf(who, (db) => this.store(db, who, privacy)));
    return this.of(who.workspaceId);
  }

  /** Part of a transaction. What is as it was is no change, and the audit log does not tell of it. */
  store(db: Database, who: Actor, { maskedFields }: Privacy): void {
    const names = new Map(maskedFields.map((name) => [name.toLowerCase(), name]));
    const kept = [...names.values()];
    const isAsItWas = isDeepStrictEqual(this.of(who.workspaceId).maskedFields, kept);
    db.prepare(
      `INSERT INTO privacy_rules (workspace_id, masked_fields) VALUES (?, ?)
       ON CONFLICT (workspace_id) DO UPDATE SET masked_fields = excluded.masked_fields`,
    ).run(who.workspaceId, JSON.stringify(kept));
    if (isAsItWas) return;
    audit(db, { ...who, action: "privacy.changed", detail: { maskedFields: kept.join(", ") } });
  }
}
