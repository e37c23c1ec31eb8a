import BetterSqlite3, { type Database } from "better-sqlite3";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { WriterQueue } from "../adapters/database/writer-queue.js";
import { CommandRefused } from "./command-refused.js";

/**
 * Works on the database of a data folder, and closes it. It works beside a running server, too: short writes of its own,
 * and the server reads people, roles and sessions anew with every request. So the folder's lock, which would keep it out,
 * is left alone.
 */
export async function inFolder<T>(folder: string, work: (db: Database, queue: WriterQueue) => T | Promise<T>): Promise<T> {
  const db = openExisting(join(folder, "leeway.db"));
  try {
    return await work(db, new WriterQueue(db));
  } finally {
    db.close();
  }
}

function openExisting(file: string): Database {
  if (!existsSync(file)) throw new CommandRefused(`There is no ${file}. Set LEEWAY_DATA_DIR as the server has it.`);
  let db: Database | undefined;
  try {
    db = new BetterSqlite3(file, { fileMustExist: true });
    db.pragma("synchronous = FULL");
    db.prepare("SELECT 1 FROM users, sessions, memberships, audit_log LIMIT 1");
    return db;
  } catch (error) {
    db?.close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new CommandRefused(`${file} is no database of Leeway (${reason}).`, undefined, { cause: error });
  }
}
