import BetterSqlite3 from "better-sqlite3";
import { statSync } from "node:fs";
import { join } from "node:path";
import { CommandRefused } from "./command-refused.js";

/** Anything but a file that is no database of ours: it may be one, and is not to be had now. */
const notNow = /^SQLITE_(BUSY|LOCKED|CANTOPEN|READONLY|PERM|AUTH|FULL|IOERR)/;

/**
 * Opens the database of a data folder for short writes beside a running server, or without one; a CommandRefused says
 * where there is none.
 */
export function openExisting(dataFolder: string): BetterSqlite3.Database {
  const file = join(dataFolder, "leeway.db");
  if (!isThere(file)) throw new CommandRefused(`There is no ${file}. Set LEEWAY_DATA_DIR as the server has it.`);
  let db: BetterSqlite3.Database | undefined;
  try {
    db = new BetterSqlite3(file, { fileMustExist: true });
    db.pragma("synchronous = FULL");
    db.prepare("SELECT 1 FROM users, sessions, audit_log, data_keys LIMIT 1");
    return db;
  } catch (error) {
    db?.close();
    const { code } = error as { code?: unknown };
    if (notNow.test(String(code))) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandRefused(`${file} is no database of Leeway (${reason}).`, 1, { cause: error });
  }
}

/** False only of what is not there: a folder that may not be read says so. */
function isThere(file: string): boolean {
  try {
    return statSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    if ((error as { code?: string }).code === "ENOTDIR") return false;
    throw error;
  }
}
