import type { Database } from "better-sqlite3";
import { dataKeyRows, isOfWorkspace, placeOf } from "./data-keys.js";
import type { KeyRing } from "./key-ring.js";
import { sealedTables } from "./sealed-columns.js";

/** A key of the ring. Its id tells it from others and nothing else. */
interface ListedKey {
  id: string;
  /** `seals`: everything new, too. `opens`: an older one, for copies from its time. */
  use: "seals" | "opens";
  /** Data keys that are sealed with it now. */
  dataKeys: number;
}

/** A data key of a workspace. */
interface ListedDataKey {
  workspaceId: string;
  version: number;
  createdAt: string;
  /** Id of the key that seals it; null: none that is here does. */
  key: string | null;
  /** Rows that are sealed with it. */
  rows: number;
}

/** What there is of keys, and of nothing that is secret about them. */
export interface KeyList {
  kept: "environment" | "file";
  keys: ListedKey[];
  dataKeys: ListedDataKey[];
}

export function listKeys(db: Database, ring: KeyRing): KeyList {
  const all = dataKeyRows(db).map((row) => ({ ...row, place: placeOf(row, ring)?.index }));
  const rows = rowCounts(db);
  const ids = ring.ids;
  return {
    kept: ring.kind,
    keys: ids.map((id, index) => ({
      id,
      use: index === 0 ? "seals" : "opens",
      dataKeys: all.filter(({ place }) => place === index).length,
    })),
    dataKeys: all.filter(isOfWorkspace).map(({ workspaceId, version, createdAt, place }) => ({
      workspaceId,
      version,
      createdAt: new Date(createdAt).toISOString(),
      key: place === undefined ? null : (ids[place] ?? null),
      rows: rows.get(`${workspaceId}:${version}`) ?? 0,
    })),
  };
}

/** How many rows each data key has sealed, by `workspace:version`. */
export function rowCounts(db: Database): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { table, workspace } of sealedTables) {
    const grouped = db
      .prepare(
        `SELECT ${workspace} AS owner, substr(sealed, 1, 4) AS head, count(*) AS n FROM ${table}
         WHERE sealed IS NOT NULL GROUP BY 1, 2`,
      )
      .all() as { owner: string; head: Buffer; n: number }[];
    for (const { owner, head, n } of grouped) {
      const name = `${owner}:${head.length < 4 ? "?" : head.readUInt32BE(0)}`;
      counts.set(name, (counts.get(name) ?? 0) + n);
    }
  }
  return counts;
}
