import { randomBytes } from "node:crypto";
import type { Database } from "better-sqlite3";
import { Unreadable, type KeyRing } from "./key-ring.js";

/** Where what belongs to the whole server stands among the data keys: a workspace that cannot be. */
const SERVER = "*";
/** What earlier versions proved their key by; the root has taken its place. */
const CHECK = { version: 0, identity: "leeway:key-check" };
const ROOT = 1;
const KEY_BYTES = 32;

/** A data key as it is kept: sealed by the key ring under its own name. */
export interface DataKeyRow {
  workspaceId: string;
  version: number;
  sealed: Buffer;
  createdAt: number;
}

/** The name under which a data key is sealed. */
export const identityOf = ({ workspaceId, version }: Pick<DataKeyRow, "workspaceId" | "version">): string =>
  workspaceId === SERVER && version === CHECK.version ? CHECK.identity : `data_keys:${workspaceId}:${version}`;

/** Whether it is a workspace's, none of the server's own. */
export const isOfWorkspace = ({ workspaceId }: Pick<DataKeyRow, "workspaceId">): boolean => workspaceId !== SERVER;

export function dataKeyRows(db: Database): DataKeyRow[] {
  return db
    .prepare(
      `SELECT workspace_id AS workspaceId, version, sealed, created_at AS createdAt FROM data_keys
       ORDER BY workspace_id, version`,
    )
    .all() as DataKeyRow[];
}

/** What proves the key of a database: the server's own rows, which are there from the first start on. */
export function proofRows(db: Database): DataKeyRow[] {
  return dataKeyRows(db).filter((row) => !isOfWorkspace(row));
}

/**
 * The secret of which the server makes names and marks (of token pools, of addresses that end a wait, of form pages).
 * They are outside and in the database, so it stays the same when the keys that seal are exchanged.
 */
export function rootOf(db: Database, ring: KeyRing): Buffer {
  const rows = proofRows(db);
  const root = rows.find(({ version }) => version === ROOT);
  if (root) return ring.unwrap(root.sealed, identityOf(root));
  const check = rows.find(({ version }) => version === CHECK.version);
  if (!check) throw new Unreadable("The database has no root key.");
  // Before there were roots, names and marks were made of the one secret itself.
  return ring.find(check.sealed, CHECK.identity).key.master;
}

/** Inside a write: the root is there, and every data key is sealed by the first key of the ring. */
export function settleDataKeys(db: Database, ring: KeyRing): void {
  const rows = proofRows(db);
  if (!rows.some(({ version }) => version === ROOT)) {
    const root = rows.length === 0 ? randomBytes(KEY_BYTES) : rootOf(db, ring);
    insert(db, {
      workspaceId: SERVER,
      version: ROOT,
      sealed: wrapped(ring, SERVER, ROOT, root),
      createdAt: Date.now(),
    });
    db.prepare("DELETE FROM data_keys WHERE workspace_id = ? AND version = ?").run(SERVER, CHECK.version);
  }
  rewrap(db, ring);
}

/** Seals anew what the first key does not open. What no key opens is left as it is: a key may come back. */
function rewrap(db: Database, ring: KeyRing): void {
  const update = db.prepare("UPDATE data_keys SET sealed = ? WHERE workspace_id = ? AND version = ?");
  for (const row of dataKeyRows(db)) {
    const at = placeOf(row, ring);
    if (at === undefined || at.index === 0) continue;
    update.run(wrapped(ring, row.workspaceId, row.version, at.plain), row.workspaceId, row.version);
  }
}

/** Which key of the ring opens a data key, by its place; undefined: none. */
export function placeOf(row: DataKeyRow, ring: KeyRing): { index: number; plain: Buffer } | undefined {
  try {
    return ring.find(row.sealed, identityOf(row));
  } catch (error) {
    if (error instanceof Unreadable) return undefined;
    throw error;
  }
}

/** Inside a write: a workspace's next data key. Everything is sealed with the newest from then on. */
export function addDataKey(db: Database, ring: KeyRing, workspaceId: string): number {
  const version = (newestVersion(db, workspaceId) ?? 0) + 1;
  const sealed = wrapped(ring, workspaceId, version, randomBytes(KEY_BYTES));
  insert(db, { workspaceId, version, sealed, createdAt: Date.now() });
  return version;
}

export function newestVersion(db: Database, workspaceId: string): number | null {
  const find = db.prepare("SELECT max(version) FROM data_keys WHERE workspace_id = ?").pluck();
  return find.get(workspaceId) as number | null;
}

function wrapped(ring: KeyRing, workspaceId: string, version: number, plain: Buffer): Buffer {
  return ring.wrap(plain, identityOf({ workspaceId, version }));
}

function insert(db: Database, { workspaceId, version, sealed, createdAt }: DataKeyRow): void {
  db.prepare("INSERT INTO data_keys (workspace_id, version, sealed, created_at) VALUES (?, ?, ?, ?)").run(
    workspaceId,
    version,
    sealed,
    createdAt,
  );
}
