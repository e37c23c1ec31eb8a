import BetterSqlite3 from "better-sqlite3";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../../config/environment.js";
import { StartRefused } from "../database/data-folder.js";
import type { OpenDatabase } from "../database/database.js";
import { identityOf, proofRows, settleDataKeys, type DataKeyRow } from "./data-keys.js";
import { addToKeyFile, KEY_FILE, readKeyFile } from "./key-file.js";
import { KeyRing, keySourceOf } from "./key-ring.js";
import { Vault } from "./vault.js";

/**
 * Takes the keys from the environment or the data folder and proves that they open this database: before it is opened
 * for writing, copied or migrated. Anything else refuses the start in one line and changes nothing.
 */
export function proveKeys(folder: string, environment: Environment): KeyRing {
  const ring = new KeyRing(keySourceOf(folder, environment));
  if (!opensDatabase(ring, folder)) throw new StartRefused(refusal(folder, ring));
  return ring;
}

/** Whether a start would be refused for the keys that there are. */
export const keysFit = (folder: string, environment: Environment): boolean =>
  opensDatabase(new KeyRing(keySourceOf(folder, environment)), folder);

function opensDatabase(ring: KeyRing, folder: string): boolean {
  const proof = proofIn(join(folder, "leeway.db"));
  return proof.length === 0 || proof.some((row) => opens(ring, row));
}

/** Makes the key file at the first start, and seals the data keys anew where an exchange of keys was not ended. */
export async function openVault(folder: string, ring: KeyRing, { handle, queue }: OpenDatabase): Promise<Vault> {
  if (ring.kind === "file" && readKeyFile(folder).length === 0) addToKeyFile(folder);
  await queue.write((db) => {
    ring.reread();
    settleDataKeys(db, ring);
  });
  return new Vault(ring, handle);
}

function opens(ring: KeyRing, row: DataKeyRow): boolean {
  try {
    ring.unwrap(row.sealed, identityOf(row));
    return true;
  } catch {
    return false;
  }
}

function refusal(folder: string, ring: KeyRing): string {
  const untouched = "Nothing was changed.";
  const path = join(folder, KEY_FILE);
  if (ring.kind === "environment")
    return `LEEWAY_SECRET_KEY is not the key that the credentials were sealed with. Set it to the one of before, or set LEEWAY_SECRET_KEY_OLD to that beside it. ${untouched}`;
  if (readKeyFile(folder).length > 0)
    return `The key in ${path} is not the key that the credentials were sealed with. Put the right ${KEY_FILE} there, or set LEEWAY_SECRET_KEY if it was set before. ${untouched}`;
  const state = existsSync(path) ? "empty" : "missing";
  return `${path} is ${state}: put the key back, or set LEEWAY_SECRET_KEY. ${untouched}`;
}

/**
 * Read so that no byte of the files changes: a log that a killed server left is not written back either. Only where
 * there is none does it open as usual, since a reader leaves its own empty log behind. What cannot be read is told of
 * by the opening that follows.
 */
function proofIn(file: string): DataKeyRow[] {
  if (!existsSync(file)) return [];
  let db: BetterSqlite3.Database | undefined;
  try {
    db = new BetterSqlite3(file, { fileMustExist: true, readonly: hasContent(`${file}-wal`) });
    const known = db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'data_keys'").get();
    return known === undefined ? [] : proofRows(db);
  } catch {
    return [];
  } finally {
    db?.close();
  }
}

const hasContent = (file: string) => existsSync(file) && statSync(file).size > 0;
