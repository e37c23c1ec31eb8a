import type { Field, ValueType } from "@leeway/api";
import type { Json, Locale } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";
import { refuseOlder } from "../variables/list-revision.js";
import { readRows } from "../variables/typed-values.js";
import { WorkspaceScopeService } from "../variables/workspace-scope.service.js";

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

  /** The whole list at once: what is not in it is gone. `revision`: the one that it was made of. */
  async replace(workspaceId: string, items: readonly Field[], locale: Locale, revision?: string): Promise<Field[]> {
    const { timezone } = await this.scopes.scope(workspaceId);
    const given = items.map(({ name, type, default: value = null }) => ({
      name,
      type,
      value: value === "" ? null : value,
    }));
    const rows = readRows(given, "default", timezone, locale);
    await this.database.queue.write((db) => {
      refuseOlder(this.list(workspaceId), revision);
      db.prepare("DELETE FROM fields WHERE workspace_id = ?").run(workspaceId);
      const insert = db.prepare(
        "INSERT INTO fields (workspace_id, name, type, default_value, position) VALUES (?, ?, ?, ?, ?)",
      );
      rows.forEach(({ name, type, value }, position) =>
        insert.run(workspaceId, name, type, value === null ? null : JSON.stringify(value), position),
      );
    });
    this.changes.next(workspaceId);
    return this.list(workspaceId);
  }
}
