import type { Privacy } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import { audit } from "../accounts/audit.js";
import type { WorkspaceUser } from "../accounts/auth.guard.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";

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

  async set(who: WorkspaceUser, { maskedFields }: Privacy): Promise<Privacy> {
    const { workspaceId } = who;
    const names = new Map(maskedFields.map((name) => [name.toLowerCase(), name]));
    const kept = [...names.values()];
    await this.database.queue.write((db) => {
      db.prepare(
        `INSERT INTO privacy_rules (workspace_id, masked_fields) VALUES (?, ?)
         ON CONFLICT (workspace_id) DO UPDATE SET masked_fields = excluded.masked_fields`,
      ).run(workspaceId, JSON.stringify(kept));
      audit(db, { ...who, action: "privacy.changed", detail: { maskedFields: kept.join(", ") } });
    });
    return this.of(workspaceId);
  }
}
