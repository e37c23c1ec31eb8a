import type { Field, UsedBy, ValueType } from "@leeway/api";
import type { Json, Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Database } from "better-sqlite3";
import { audit, type Actor } from "../accounts/audit.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { Problem } from "../problems/problem.js";
import { usersOf } from "../usage/users.js";
import { changedNames, refuseOlder } from "../variables/list-revision.js";
import { refuseNeeded } from "../variables/refuse-needed.js";
import { readRows, type TypedRow } from "../variables/typed-values.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";
import { inNameOf } from "../accounts/in-name-of.js";

/** The custom fields that a workspace's people have, in the order in which people put them. */
@Injectable()
export class FieldsService {
  constructor(
    @Inject(DATABASE) private readonly database: OpenDatabase,
    private readonly scopes: WorkspaceScopeService,
    private readonly changes: WorkspaceChanges,
  ) {}

  list(workspaceId: string): Field[] {
    const rows = this.database.handle
      .prepare("SELECT name, type, default_value AS value FROM fields WHERE workspace_id = ? ORDER BY position")
      .all(workspaceId) as { name: string; type: ValueType; value: string | null }[];
    return rows.map(({ name, type, value }) => ({
      name,
      type,
      ...(value !== null && { default: JSON.parse(value) as Json }),
    }));
  }

  /** The workflows that read or write it. */
  users(workspaceId: string, name: string, locale: Locale): UsedBy[] {
    if (!this.list(workspaceId).some((one) => one.name === name)) throw new Problem("notFound");
    return usersOf(this.database.handle, workspaceId, { kind: "field", id: name }, locale);
  }

  /**
   * The whole list at once: what is not in it is gone. `revision`: the one that it was made of; with it, what a live
   * workflow needs stays. Without it the caller means to replace all.
   */
  async replace(who: Actor, items: readonly Field[], locale: Locale, revision?: string): Promise<Field[]> {
    const { workspaceId } = who;
    const { timezone } = await this.scopes.scope(workspaceId);
    const given = items.map(({ name, type, default: value = null }) => ({
      name,
      type,
      value: value === "" ? null : value,
    }));
    const rows = readRows(given, "default", timezone, locale);
    await this.database.queue.write(
      inNameOf(who, (db) => {
        const kept = this.list(workspaceId);
        refuseOlder(kept, revision);
        if (revision !== undefined) refuseNeeded(db, workspaceId, { kind: "field", kept, rows }, locale);
        this.store(db, who, rows);
      }),
    );
    this.changes.next(workspaceId);
    return this.list(workspaceId);
  }

  /** Part of a transaction: the whole list, as `readRows` has read it. Whoever ends it says that they changed. */
  store(db: Database, who: Actor, rows: readonly TypedRow[]): void {
    const { workspaceId } = who;
    const kept = this.list(workspaceId);
    db.prepare("DELETE FROM fields WHERE workspace_id = ?").run(workspaceId);
    const insert = db.prepare(
      "INSERT INTO fields (workspace_id, name, type, default_value, position) VALUES (?, ?, ?, ?, ?)",
    );
    rows.forEach(({ name, type, value }, position) =>
      insert.run(workspaceId, name, type, value === null ? null : JSON.stringify(value), position),
    );
    const names = changedNames(kept, this.list(workspaceId));
    if (names !== "") audit(db, { ...who, action: "fields.changed", detail: { names } });
  }
}
