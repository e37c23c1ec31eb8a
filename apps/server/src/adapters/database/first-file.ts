import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

/**
 * What a build has made of an empty database by all migrations, for new ones to begin with: the migrations are an eighth of a first
 * start. It lies beside the bundle, and beside no sources: their migrations may be others.
 */
export const FIRST_FILE = "first.db";
const built = join(import.meta.dirname, FIRST_FILE);

/**
 * Makes the file of a new database, for the eyes of this account alone. All of what a build has made or nothing of it: then it is
 * empty, and the migrations do the rest. Whoever was faster is left alone.
 */
export function makeFile(file: string, first = built): void {
  if (existsSync(first) && isPutInPlace(readFileSync(first), file)) return;
  try {
    closeSync(openSync(file, "a", 0o600));
  } catch {
    // What cannot be made cannot be opened either, and that is told.
  }
}

/** A link, as it comes at once and takes nobody's place. */
function isPutInPlace(bytes: Buffer, file: string): boolean {
  const beside = `${file}.${process.pid}`;
  try {
    write(bytes, beside);
    linkSync(beside, file);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(beside, { force: true });
  }
}

function write(bytes: Buffer, file: string): void {
  const opened = openSync(file, "wx", 0o600);
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(opened, bytes, written);
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
