import type { Database } from "better-sqlite3";
import { OF_PEOPLE } from "./vault.js";

/** A table whose column `sealed` was sealed by the vault as `table:id`, or is null. */
export interface SealedTable {
  table: string;
  /** SQL of the id in the row's name. */
  id: string;
  /** SQL of the workspace whose data key it is. */
  workspace: string;
}

/** All that the vault has sealed. A test finds a column `sealed` that is not here: it would miss a rotation of keys. */
export const sealedTables: readonly SealedTable[] = [
  { table: "credentials", id: "id", workspace: "workspace_id" },
  { table: "letters", id: "link_id", workspace: `'${OF_PEOPLE}'` },
  { table: "second_factors", id: "user_id", workspace: `'${OF_PEOPLE}'` },
];

export interface SealedRow {
  id: string;
  workspaceId: string;
  sealed: Buffer;
}

/** Rows of a table by id, those after `after`. */
export function sealedRows(
  db: Database,
  { table, id, workspace }: SealedTable,
  after: string,
  most: number,
): SealedRow[] {
  return db
    .prepare(
      `SELECT ${id} AS id, ${workspace} AS workspaceId, sealed FROM ${table}
       WHERE ${id} > ? AND sealed IS NOT NULL ORDER BY ${id} LIMIT ?`,
    )
    .all(after, most) as SealedRow[];
}

/** Inside a write. */
export function storeSealed(db: Database, { table, id }: SealedTable, rowId: string, sealed: Buffer): void {
  db.prepare(`UPDATE ${table} SET sealed = ? WHERE ${id} = ?`).run(sealed, rowId);
}
