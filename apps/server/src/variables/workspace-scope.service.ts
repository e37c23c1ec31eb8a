import type { Json, WorkspaceScope, Workspaces } from "@leeway/engine";
import { Inject, Injectable } from "@nestjs/common";
import type { Statement } from "better-sqlite3";
import type { OpenDatabase } from "../adapters/database/database.js";
import { DATABASE, Settings } from "../config/settings.js";

type Named = { name: string; value: string | null };

/** What a workspace puts in scope. Read anew each time, three indexed reads: a saved variable counts for the next step. */
@Injectable()
export class WorkspaceScopeService implements Workspaces {
  readonly #timezone: Statement<[string], string>;
  readonly #variables: Statement<[string], Named>;
  readonly #fields: Statement<[string], Named>;

  constructor(
    @Inject(DATABASE) { handle }: OpenDatabase,
    private readonly settings: Settings,
  ) {
    this.#timezone = handle.prepare<[string], string>("SELECT timezone FROM workspaces WHERE id = ?").pluck();
    this.#variables = handle.prepare("SELECT name, value FROM variables WHERE workspace_id = ?");
    this.#fields = handle.prepare("SELECT name, default_value AS value FROM fields WHERE workspace_id = ?");
  }

  scope(workspaceId: string): Promise<WorkspaceScope> {
    return Promise.resolve({
      timezone: this.#timezone.get(workspaceId) ?? "UTC",
      vars: valuesOf(this.#variables.all(workspaceId)),
      fields: valuesOf(this.#fields.all(workspaceId)),
      publicUrl: this.settings.publicUrl,
    });
  }
}

function valuesOf(rows: Named[]): Record<string, Json> {
  return Object.fromEntries(rows.map(({ name, value }) => [name, value === null ? null : (JSON.parse(value) as Json)]));
}
