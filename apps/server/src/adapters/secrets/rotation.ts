import type { Database } from "better-sqlite3";
import type { WriterQueue } from "../database/writer-queue.js";
import { addDataKey, dataKeyRows, isOfWorkspace, newestVersion, placeOf, settleDataKeys } from "./data-keys.js";
import { rowCounts } from "./key-list.js";
import { addToKeyFile, readKeyFile, writeKeyFile } from "./key-file.js";
import { Unreadable, type KeyRing } from "./key-ring.js";
import { sealedRows, sealedTables, storeSealed, type SealedRow, type SealedTable } from "./sealed-columns.js";
import { versionOf, type Vault } from "./vault.js";

/** Bounds how long a write of the rotation keeps others waiting: a few milliseconds. */
const BATCH = 100;

/** How many rows were looked at, sealed anew, and do not open under any key. */
export interface Resealed {
  rows: number;
  resealed: number;
  unreadable: number;
}

/**
 * Exchanges the key of the key file and makes every workspace a new data key, in one write: it is the only one while it
 * goes on, so nothing is sealed with the old key after it. The file comes first: whoever dies between the two leaves
 * both keys in it, and all opens. Then a further call goes on with the key that is there. With a key in the
 * environment, the data keys alone are new. `told` writes down, in the same write, that it was done.
 */
export function newKeys(
  folder: string,
  ring: KeyRing,
  queue: WriterQueue,
  told: (db: Database) => void = () => {},
): Promise<void> {
  return queue.write((db) => {
    ring.reread();
    if (ring.kind === "file" && !isUnfinished(db, ring)) addToKeyFile(folder);
    ring.reread();
    settleDataKeys(db, ring);
    const workspaces = new Set(
      dataKeyRows(db)
        .filter(isOfWorkspace)
        .map(({ workspaceId }) => workspaceId),
    );
    for (const workspaceId of workspaces) addDataKey(db, ring, workspaceId);
    told(db);
  });
}

/** Some data key waits for the first key of the ring. */
function isUnfinished(db: Database, ring: KeyRing): boolean {
  return dataKeyRows(db).some((row) => (placeOf(row, ring)?.index ?? 0) > 0);
}

/**
 * Seals with the newest data keys all that older ones have sealed, some rows at a time, then drops the data keys that
 * nothing needs any more. May be ended at any point: what is left opens, and the next call does it.
 */
export async function reseal(
  queue: WriterQueue,
  vault: Vault,
  progress: (done: Resealed) => void = () => {},
): Promise<Resealed> {
  const done: Resealed = { rows: 0, resealed: 0, unreadable: 0 };
  for (const table of sealedTables) {
    let after = "";
    for (;;) {
      const rows = await queue.write((db) => resealBatch(db, vault, table, after, done));
      if (rows.length > 0) progress(done);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) break;
      after = last.id;
    }
  }
  await queue.write(dropUnneeded);
  return done;
}

function resealBatch(db: Database, vault: Vault, table: SealedTable, after: string, done: Resealed): SealedRow[] {
  const rows = sealedRows(db, table, after, BATCH);
  for (const { id, workspaceId, sealed } of rows) {
    done.rows++;
    try {
      if (versionOf(sealed) === newestVersion(db, workspaceId)) continue;
      const name = `${table.table}:${id}`;
      const text = vault.open(workspaceId, name, sealed);
      storeSealed(db, table, id, vault.seal(db, workspaceId, name, text));
      done.resealed++;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      done.unreadable++;
    }
  }
  return rows;
}

/** A row that does not open keeps the data key that it names: the row may be mended. */
function dropUnneeded(db: Database): void {
  const rows = rowCounts(db);
  const drop = db.prepare("DELETE FROM data_keys WHERE workspace_id = ? AND version = ?");
  for (const { workspaceId, version } of dataKeyRows(db).filter(isOfWorkspace))
    if (version !== newestVersion(db, workspaceId) && !rows.has(`${workspaceId}:${version}`))
      drop.run(workspaceId, version);
}

/** What became of the wish to forget a key. */
export type Forgotten = "done" | "unknown" | "seals" | "needed";

/** Takes an old key out of the key file, for good: copies of the database from its time open no more. */
export function forgetKey(
  folder: string,
  ring: KeyRing,
  queue: WriterQueue,
  id: string,
  also: (db: Database) => void = () => {},
): Promise<Forgotten> {
  return queue.write((db) => {
    ring.reread();
    const index = ring.ids.indexOf(id);
    if (index < 0) return "unknown";
    if (index === 0) return "seals";
    if (dataKeyRows(db).some((row) => placeOf(row, ring)?.index === index)) return "needed";
    const secrets = readKeyFile(folder);
    also(db);
    writeKeyFile(
      folder,
      secrets.filter((secret) => ring.idOf(secret) !== id),
    );
    ring.reread();
    return "done";
  });
}
