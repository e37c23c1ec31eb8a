import BetterSqlite3, { type Database } from "better-sqlite3";
import { BackupRefused } from "./manifest.js";

/** Pages that are copied before others get their turn. */
const PAGES_AT_ONCE = 2_000;

/**
 * One moment of a database, to be copied while others write on. The moment is held by a read transaction of this
 * connection: without one SQLite begins the copy anew after every write of another process, and never ends.
 */
export class HeldMoment {
  readonly #db: Database;

  constructor(file: string) {
    this.#db = new BetterSqlite3(file, { fileMustExist: true, timeout: 10_000 });
    this.#db.exec("BEGIN");
    this.#db.prepare("SELECT 1 FROM sqlite_master").get();
  }

  /** By SQLite's own online backup: the rows keep their numbers. The copy is one file, and sound. `told` hears of bytes. */
  async copyTo(file: string, told: (done: number, of: number) => void): Promise<void> {
    const pageSize = this.#db.pragma("page_size", { simple: true }) as number;
    await this.#db.backup(file, {
      progress({ totalPages, remainingPages }) {
        if (totalPages > 0) told((totalPages - remainingPages) * pageSize, totalPages * pageSize);
        return PAGES_AT_ONCE;
      },
    });
    const copy = new BetterSqlite3(file, { fileMustExist: true });
    try {
      const found = copy.pragma("quick_check(1)", { simple: true });
      if (found !== "ok") throw new BackupRefused(`${this.#db.name} is damaged: ${String(found)}. No backup was made.`);
    } finally {
      copy.close();
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** The names of the migrations that a database has had. */
export function migrationsOf(file: string): string[] {
  const db = new BetterSqlite3(file, { fileMustExist: true, readonly: true });
  try {
    return db.prepare("SELECT name FROM migrations ORDER BY id").pluck().all() as string[];
  } finally {
    db.close();
  }
}
