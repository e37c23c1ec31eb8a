import type { Database } from "better-sqlite3";
import { createHash } from "node:crypto";
import { statSync } from "node:fs";

/**
 * Whether this file is a copy: then others may have worked on after it was made, and what they sent is not in it. The
 * database remembers by which file it was opened last, and a copy is a file of its own. (A copy that was written into
 * the old file cannot be told from it.)
 */
export function isCopy(db: Database, file: string): boolean {
  const { ino, birthtimeNs } = statSync(file, { bigint: true });
  const mark = createHash("sha256").update(`${ino} ${birthtimeNs}`).digest().readInt32BE() || 1;
  const kept = db.pragma("user_version", { simple: true });
  if (kept !== mark) db.pragma(`user_version = ${mark}`);
  return kept !== 0 && kept !== mark;
}
