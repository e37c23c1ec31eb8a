import type { Database } from "better-sqlite3";
import { WriterQueue } from "../adapters/database/writer-queue.js";
import { openExisting } from "./existing-database.js";

/**
 * Works on the database of a data folder, and closes it. It works beside a running server, too: short writes of its own,
 * and the server reads people, roles and sessions anew with every request. So the folder's lock, which would keep it out,
 * is left alone.
 */
export async function inFolder<T>(
  folder: string,
  work: (db: Database, queue: WriterQueue) => T | Promise<T>,
): Promise<T> {
  const db = openExisting(folder);
  try {
    return await work(db, new WriterQueue(db));
  } finally {
    db.close();
  }
}
