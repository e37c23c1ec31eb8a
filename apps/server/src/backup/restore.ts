import BetterSqlite3 from "better-sqlite3";
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openDataFolder } from "../adapters/database/data-folder.js";
import { migrations } from "../adapters/database/migrations/all.js";
import { putInPlace, RESTORED, SAID, stampOf, type Restoration } from "../adapters/database/restored-folder.js";
import { unpack } from "./archive-reader.js";
import { syncFolder } from "./backup.js";
import { migrationsOf } from "./copy-database.js";
import { refusalOfDisk } from "./disk-faults.js";
import { BackupRefused, databases, KEY_FILE, UPLOADS, type BackupHead, type Progress } from "./manifest.js";

export interface RestoreWish {
  dataFolder: string;
  file: string;
  progress: Progress;
  /** Who restores it, for the audit log. */
  by?: string | undefined;
  now?: () => number;
}

/** What was put in place. */
export interface Restored {
  head: BackupHead;
  /** Where what was there before lies now; null where there was nothing. */
  previous: string | null;
  uploads: number;
  /** Runs that were under way when the backup was made. */
  unfinishedRuns: number;
  /** Whether a key lies in the folder now. */
  hasKey: boolean;
}

/** Unpacked here, until all of it is known to be good. */
const UNPACKED = "restoring";

/**
 * Puts a backup in the place of what a data folder holds, and keeps that aside. Until the last byte is checked nothing is
 * touched; then one rename decides, and whoever opens the folder next ends what a crash cut off.
 */
export async function restoreBackup({
  dataFolder,
  file,
  progress,
  by,
  now = Date.now,
}: RestoreWish): Promise<Restored> {
  if (!existsSync(file)) throw new BackupRefused(`There is no ${file}.`);
  const folder = openDataFolder(dataFolder);
  try {
    const unpacked = join(folder.path, UNPACKED);
    rmSync(unpacked, { recursive: true, force: true });
    mkdirSync(unpacked, { mode: 0o700 });
    try {
      const { head, files } = await unpack(file, unpacked, progress);
      const names = files.map(({ name }) => name);
      const unfinishedRuns = judge(file, unpacked, head);
      const items = [...new Set(names.map((name) => name.split("/")[0] ?? ""))];
      const aside = `before-restore-${stampOf(now())}`;
      const restoration: Restoration = { backupAt: head.createdAt, ...(by !== undefined && { by }), aside, items };
      writeFileSync(join(unpacked, SAID), JSON.stringify(restoration), { mode: 0o600, flush: true });
      if (existsSync(join(unpacked, UPLOADS))) await syncFolder(join(unpacked, UPLOADS));
      keepOwner(unpacked, folder.path);
      await syncFolder(unpacked);
      renameSync(unpacked, join(folder.path, RESTORED));
      await settle(folder.path);
      const previous = join(folder.path, restoration.aside);
      return {
        head,
        previous: existsSync(previous) ? previous : null,
        uploads: names.filter((name) => name.startsWith(`${UPLOADS}/`)).length,
        unfinishedRuns,
        hasKey: existsSync(join(folder.path, KEY_FILE)),
      };
    } catch (error) {
      throw refusalOfDisk(error, folder.path, "Nothing was changed.");
    } finally {
      rmSync(unpacked, { recursive: true, force: true });
    }
  } finally {
    folder.close();
  }
}

/** It is decided: what goes wrong from here on does not take it back. */
async function settle(folder: string): Promise<void> {
  try {
    await syncFolder(folder);
    putInPlace(folder);
  } catch (error) {
    const end = "The backup is unpacked and checked: the next start, or the same command, puts it in place.";
    throw refusalOfDisk(error, folder, end);
  }
}

/** Whoever administers the machine may restore for a server that runs as somebody else: that one has to read it. */
function keepOwner(unpacked: string, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  for (const name of ["", ...readdirSync(unpacked, { recursive: true, encoding: "utf8" })])
    chownSync(join(unpacked, name), uid, gid);
}

/** Whether this Leeway can go on with it; answers how many runs were under way. */
function judge(file: string, unpacked: string, head: BackupHead): number {
  const database = join(unpacked, databases[0]);
  if (!existsSync(database)) throw new BackupRefused(`${file} has no database in it. Nothing was changed.`);
  try {
    return judgeDatabase(file, database, head);
  } catch (error) {
    if (error instanceof BackupRefused) throw error;
    throw new BackupRefused(`The database in ${file} cannot be read. Nothing was changed.`, { cause: error });
  }
}

function judgeDatabase(file: string, database: string, head: BackupHead): number {
  const ours = new Set<string>(migrations.map(({ name }) => name));
  const foreign = [...head.migrations, ...migrationsOf(database)].find((name) => !ours.has(name));
  if (foreign !== undefined)
    throw new BackupRefused(
      `${file} was made by a newer Leeway, ${head.version} (its database has ${foreign}). Restore it with that version. Nothing was changed.`,
    );
  const db = new BetterSqlite3(database, { fileMustExist: true });
  try {
    const found = db.pragma("quick_check(1)", { simple: true });
    if (found !== "ok") throw new BackupRefused(`The database in ${file} is damaged. Nothing was changed.`);
    return db.prepare("SELECT count(*) FROM runs WHERE finished_at IS NULL").pluck().get() as number;
  } finally {
    db.close();
  }
}
