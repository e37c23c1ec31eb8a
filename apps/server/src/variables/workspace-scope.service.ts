import type { Json, WorkspaceScope, Workspaces } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import { LRUCache } from "lru-cache";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE, Settings } from "../config/settings.js";
import { WorkspaceChanges } from "../config/workspace-changes.js";

type Kept = Omit<WorkspaceScope, "publicUrl">;
type Named = { name: string; value: string | null };

/**
 * What a workspace puts in scope. Kept until one of it is saved: three reads for every step of every run were a tenth
 * of the server's time under load.
 */
@Injectable()
export class WorkspaceScopeService implements Workspaces {
  readonly #timezone: Statement<[string], string>;
  readonly #variables: Statement<[string], Named>;
  readonly #fields: Statement<[string], Named>;
  readonly #kept = new LRUCache<string, Kept>({ max: 200 });

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly settings: Settings,
    changes: WorkspaceChanges,
  ) {
    changes.subscribe((workspaceId) => this.#kept.delete(workspaceId));
    this.#timezone = handle.prepare<[string], string>("SELECT timezone FROM workspaces WHERE id = ?").pluck();
    this.#variables = handle.prepare("SELECT name, value FROM variables WHERE workspace_id = ?");
    this.#fields = handle.prepare("SELECT name, default_value AS value FROM fields WHERE workspace_id = ?");
  }

  known(workspaceId: string): WorkspaceScope | undefined {
    const kept = this.#kept.get(workspaceId);
    return kept && this.#shown(kept);
  }

  scope(workspaceId: string): Promise<WorkspaceScope> {
    return Promise.resolve(this.known(workspaceId) ?? this.#shown(this.#read(workspaceId)));
  }

  /** The address may be learned later than the rest: it hangs on where the server listens. */
  #shown({ timezone, vars, fields }: Kept): WorkspaceScope {
    return { timezone, vars, fields, publicUrl: this.settings.publicUrl };
  }

  #read(workspaceId: string): Kept {
    const read = {
      timezone: this.#timezone.get(workspaceId) ?? "UTC",
      vars: valuesOf(this.#variables.all(workspaceId)),
      fields: valuesOf(this.#fields.all(workspaceId)),
    };
    this.#kept.set(workspaceId, read);
    return read;
  }
}

function valuesOf(rows: Named[]): Record<string, Json> {
  return Object.fromEntries(rows.map(({ name, value }) => [name, value === null ? null : (JSON.parse(value) as Json)]));
}
