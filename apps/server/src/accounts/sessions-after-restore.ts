import type { Database } from "better-sqlite3";

/** Part of a write, after a restore: sessions and links that ended since the backup would be good again. */
export function endSessionsAndLinks(db: Database): void {
  db.exec("DELETE FROM sessions; DELETE FROM one_use_links");
}
