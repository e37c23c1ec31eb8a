import Database from "better-sqlite3";

/**
 * Holds a lock on a file for as long as this process lives, or until it is closed: an exclusive transaction on a database of its
 * own, which the system ends even at kill -9. Throws where another process has it, with a code that begins `SQLITE_BUSY`.
 */
export function lockExclusively(file: string): { close(): void } {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(file, { timeout: 0 });
    lock.pragma("locking_mode = EXCLUSIVE");
    lock.pragma("journal_mode = MEMORY");
    lock.exec("BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock?.close();
    throw error;
  }
}
