import BetterSqlite3 from "better-sqlite3";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { DataSource } from "typeorm";
import { Checkpoints } from "./checkpoints.js";
import { StartRefused } from "./data-folder.js";
import { isFullDisk } from "./full-disk.js";
import { entities } from "./entities.js";
import { makeFile } from "./first-file.js";
import { migrations } from "./migrations/all.js";
import { stampOf } from "./restored-folder.js";
import { emptyLog, overwriteFreedPages, overwriteWhatGoes } from "./traces.js";
import { update, type UpdateWatch } from "./updates.js";
import { isCopy, remember } from "./whereabouts.js";
import { WriterQueue } from "./writer-queue.js";

/** The open database: TypeORM for reading, the raw handle for the hot path, the queue for every write. */
export interface OpenDatabase {
  dataSource: DataSource;
  handle: BetterSqlite3.Database;
  queue: WriterQueue;
  /** The file is a copy of the one that was opened last: what it does not know of may have been sent. */
  restored: boolean;
  /** Part of a write: the copy is the database from now on. */
  takeOver: (db: BetterSqlite3.Database) => void;
  /** What `work` deletes or changes is in none of the database's files afterwards, as far as pages were its own. */
  withoutTraces: <T>(work: () => Promise<T>) => Promise<T>;
  close: () => Promise<void>;
}

/**
 * Opens, copies where something is to be migrated, migrates: a new file in one transaction, so that it is made whole or not
 * at all. Refuses a file that a newer Leeway has written.
 */
export async function openDatabase(
  file: string,
  now: () => number = Date.now,
  watch: UpdateWatch = nobody,
): Promise<OpenDatabase> {
  const isNew = !existsSync(file);
  // Nobody else on the machine reads what is in it; its log is made like it.
  if (isNew) makeFile(file);
  const dataSource = new DataSource({
    type: "better-sqlite3",
    database: file,
    driver: BetterSqlite3,
    entities,
    migrations: [...migrations],
    migrationsTransactionMode: isNew ? "all" : "each",
    prepareDatabase: prepare,
  });
  try {
    await dataSource.initialize();
    const handle = (dataSource.driver as unknown as { databaseConnection: BetterSqlite3.Database }).databaseConnection;
    const applied = appliedMigrations(handle);
    refuseNewer(file, applied);
    const steps = migrations.length - applied.length;
    if (isNew && steps > 0) await dataSource.runMigrations();
    else if (steps > 0) await update(dataSource, steps, watch, () => copyBeforeMigrating(handle, file, now()));
    const checkpoints = new Checkpoints(file);
    const queue = new WriterQueue(handle);
    queue.onCommit((writes) => checkpoints.committed(writes));
    const close = async () => {
      await queue.drain();
      await checkpoints.close();
      if (dataSource.isInitialized) await dataSource.destroy();
    };
    const restored = isCopy(handle, file);
    const takeOver = (db: BetterSqlite3.Database) => remember(db, file);
    if (!restored) takeOver(handle);
    const withoutTraces = async <T>(work: () => Promise<T>) => {
      overwriteFreedPages(handle);
      try {
        return await work();
      } finally {
        overwriteWhatGoes(handle);
        // On the thread first: what is left to copy then keeps nobody waiting.
        await checkpoints.copied();
        await emptyLog(handle);
      }
    };
    return { dataSource, handle, queue, restored, takeOver, withoutTraces, close };
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    if (error instanceof StartRefused) throw error;
    const code = codeOf(error);
    if (code === "SQLITE_NOTADB" || code === "SQLITE_CORRUPT")
      throw new StartRefused(`${file} is no readable database (${code}).`, { cause: error });
    if (code === "SQLITE_CANTOPEN" || code === "SQLITE_READONLY")
      throw new StartRefused(`${file} cannot be written (${code}).`, { cause: error });
    if (isFullDisk(error) || code.startsWith("SQLITE_IOERR"))
      throw new StartRefused(`The database ${file} cannot be written: the disk is full or fails (${code}).`, {
        cause: error,
      });
    throw error;
  }
}

const nobody: UpdateWatch = { begins: async () => {}, step: () => {}, ends: async () => {} };

/** SQLite's word for what went wrong, inside TypeORM's wrapping as well. */
function codeOf(error: unknown): string {
  const { code, driverError } = error as { code?: unknown; driverError?: { code?: unknown } };
  const word = code ?? driverError?.code;
  return typeof word === "string" ? word : "";
}

function prepare(db: BetterSqlite3.Database): void {
  db.pragma("journal_mode = WAL");
  // better-sqlite3's default in WAL is NORMAL, which may lose the last commits at power loss.
  db.pragma("synchronous = FULL");
  // Pages: most are copied by `Checkpoints`, long before.
  db.pragma("wal_autocheckpoint = 4000");
  db.pragma("cache_size = -32000");
  overwriteWhatGoes(db);
}

function appliedMigrations(handle: BetterSqlite3.Database): string[] {
  const known = handle.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migrations'").get();
  return known ? (handle.prepare("SELECT name FROM migrations").pluck().all() as string[]) : [];
}

function refuseNewer(file: string, applied: string[]): void {
  const ours = new Set(migrations.map(({ name }) => name));
  const foreign = applied.find((name) => !ours.has(name));
  if (foreign === undefined) return;
  throw new StartRefused(
    `${file} was written by a newer Leeway (it has ${foreign}): start that version, or use the copy made before the update.`,
  );
}

function copyBeforeMigrating(handle: BetterSqlite3.Database, file: string, now: number): void {
  const folder = join(dirname(file), "backups");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  handle.prepare("VACUUM INTO ?").run(join(folder, `before-migration-${stampOf(now)}.db`));
}
