import { join } from "node:path";
import type { Database } from "better-sqlite3";
import { StartRefused } from "../adapters/database/data-folder.js";
import { isFullDisk } from "../adapters/database/full-disk.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { openSearchFile, removeSearchFile, type Progress } from "./search-file.js";
import { matchOf, type Wanted } from "./terms.js";

/** What the index is asked; `rows` newest first. */
export const searchSql = {
  workspace: "SELECT number FROM workspaces WHERE id = ?",
  rows: "SELECT rowid FROM row_terms WHERE row_terms MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?",
  progress: "SELECT cursor, at FROM progress",
} as const;

/** Which rows of the logs have a value: `search.db`, derived from the logs alone. */
export class SearchIndex {
  readonly file: string;
  readonly runsFile: string;
  #index: Database;

  /** In this data folder. */
  constructor(
    private readonly database: OpenDatabase,
    folder: string,
  ) {
    this.runsFile = database.handle.name;
    this.file = join(folder, "search.db");
    try {
      this.#index = openSearchFile(this.file, database.handle);
    } catch (error) {
      if (isFullDisk(error)) throw error;
      const why = error instanceof Error ? error.message : String(error);
      throw new StartRefused(`${this.file} cannot be used (${why}). Move it away, and it is made anew.`, {
        cause: error,
      });
    }
  }

  /** Rows of this workspace's logs in which all of it is found, before this one, newest first. */
  rows(workspaceId: string, wanted: Wanted, before: number, most: number): number[] {
    const workspace = this.#index.prepare(searchSql.workspace).pluck().get(workspaceId) as number | undefined;
    if (workspace === undefined || wanted.length === 0) return [];
    return this.#index.prepare(searchSql.rows).pluck().all(matchOf(wanted, workspace), before, most) as number[];
  }

  progress(): Progress {
    return this.#index.prepare(searchSql.progress).get() as Progress;
  }

  /** It was broken; the logs have all of it. */
  makeAnew(): void {
    this.#index.close();
    removeSearchFile(this.file);
    this.#index = openSearchFile(this.file, this.database.handle);
  }

  close(): void {
    this.#index.close();
  }
}
