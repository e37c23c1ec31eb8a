import type { Database } from "better-sqlite3";
import { createHash } from "node:crypto";
import { statSync } from "node:fs";

/** Says which file it is. */
function markOf(file: string): number {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  return createHash("sha256").update(`${ino} ${birthtimeNs}`).digest().readInt32BE() || 1;
}

/**
 * Whether this file is a copy: then others may have worked on after it was made, and what they sent is not in it. The
 * database remembers by which file it was opened last, and a copy is a file of its own. (A copy that was written into
 * the old file cannot be told from it.)
 */
export function isCopy(db: Database, file: string): boolean {
  const kept = db.pragma("user_version", { simple: true });
  return kept !== 0 && kept !== markOf(file);
}

/** From now on this file is the database. Part of the write that holds what is doubtful in a copy. */
export function remember(db: Database, file: string): void {
  db.pragma(`user_version = ${markOf(file)}`);
}
