import { usualRetention, type Retention } from "@leeway/api";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { isDeepStrictEqual } from "node:util";
import { audit, type Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** How long each workspace keeps its runs. */
@Injectable()
export class RetentionService {
  constructor(@Inject(DATABASE) private readonly database: OpenDatabase) {}

  of(workspaceId: string): Retention {
    const row = this.database.handle
      .prepare(
        `SELECT succeeded_days AS days, succeeded_count AS count, failed_days AS failedDays,
           failed_count AS failedCount
         FROM retention WHERE workspace_id = ?`,
      )
      .get(workspaceId) as { days: number; count: number; failedDays: number; failedCount: number } | undefined;
    if (!row) return usualRetention;
    return {
      succeeded: { days: row.days, count: row.count },
      failed: { days: row.failedDays, count: row.failedCount },
    };
  }

  async set(who: Actor, retention: Retention): Promise<Retention> {
    await this.database.queue.write(inNameOf(who, (db) => this.store(db, who, retention)));
    return this.of(who.workspaceId);
  }

  /** Part of a transaction. What is as it was is no change, and the audit log does not tell of it. */
  store(db: Database, who: Actor, retention: Retention): void {
    const { succeeded, failed } = retention;
    const isAsItWas = isDeepStrictEqual(this.of(who.workspaceId), retention);
    db.prepare(
      `INSERT INTO retention (workspace_id, succeeded_days, succeeded_count, failed_days, failed_count) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (workspace_id) DO UPDATE SET succeeded_days = excluded.succeeded_days,
           succeeded_count = excluded.succeeded_count, failed_days = excluded.failed_days, failed_count = excluded.failed_count`,
    ).run(who.workspaceId, succeeded.days, succeeded.count, failed.days, failed.count);
    if (isAsItWas) return;
    const all = { days: succeeded.days, count: succeeded.count, failedDays: failed.days, failedCount: failed.count };
    const detail = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value)]));
    audit(db, { ...who, action: "retention.changed", detail });
  }
}
