import BetterSqlite3 from "better-sqlite3";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandRefused } from "./command-refused.js";

/**
 * Opens the database of a data folder for short writes beside a running server, or without one; a CommandRefused says
 * where there is none.
 */
export function openExisting(dataFolder: string): BetterSqlite3.Database {
  const file = join(dataFolder, "leeway.db");
  if (!existsSync(file)) throw new CommandRefused(`There is no ${file}. Set LEEWAY_DATA_DIR as the server has it.`);
  let db: BetterSqlite3.Database | undefined;
  try {
    db = new BetterSqlite3(file, { fileMustExist: true });
    db.pragma("synchronous = FULL");
    db.prepare("SELECT 1 FROM users, sessions, audit_log, data_keys LIMIT 1");
    return db;
  } catch (error) {
    db?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandRefused(`${file} is no database of Leeway (${reason}).`, 1, { cause: error });
  }
}
