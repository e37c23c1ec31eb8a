import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "better-sqlite3";

/** How often, and for how long, it is tried to empty a log that somebody is reading. */
const AGAIN_AFTER_MS = 100;
const MOST_TRIES = 100;

/** Content that goes is overwritten where that costs no further page: on pages that are written anyway. */
export const overwriteWhatGoes = (db: Database): void => void db.pragma("secure_delete = FAST");

/** From here on pages that are freed are overwritten as well. */
export const overwriteFreedPages = (db: Database): void => void db.pragma("secure_delete = ON");

/**
 * Empties the log of a database: until then it has pages as they were before they were overwritten. False where somebody
 * went on reading it; then it is overwritten as it is used again. `db` waits for nobody meanwhile.
 */
export async function emptyLog(db: Database): Promise<boolean> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (isEmptied(db)) return true;
    await pause(AGAIN_AFTER_MS);
  }
  return false;
}

/** Whoever waits in here keeps everybody waiting. */
function isEmptied(db: Database): boolean {
  const timeout = db.pragma("busy_timeout", { simple: true }) as number;
  db.pragma("busy_timeout = 0");
  try {
    const [{ busy } = { busy: 1 }] = db.pragma("wal_checkpoint(TRUNCATE)") as { busy: number }[];
    return busy === 0;
  } catch (error) {
    const { code } = error as { code?: unknown };
    // Of this connection itself: a list is being read row by row.
    if (code === "SQLITE_LOCKED" || code === "SQLITE_BUSY") return false;
    throw error;
  } finally {
    db.pragma(`busy_timeout = ${timeout}`);
  }
}
