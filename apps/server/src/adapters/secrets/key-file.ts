import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** The name of the key file in the data folder. */
export const KEY_FILE = "secret.key";
/** What the server makes itself begins with this. Those of before have nothing that tells them from what a person has chosen. */
const MADE = "lwk1_";

/** The secrets in the key file of a data folder, the one that seals first; none where there is no file, or an empty one. */
export function readKeyFile(folder: string): string[] {
  const path = join(folder, KEY_FILE);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

/**
 * Writes the key file in one move: whoever dies here, or finds the disk full, leaves the old file as it was. It is on
 * the disk, under its name, when this returns: what is sealed with a new key must never be older than the key.
 */
export function writeKeyFile(folder: string, secrets: readonly string[]): void {
  const path = join(folder, KEY_FILE);
  const next = `${path}.new`;
  rmSync(next, { force: true });
  writeFileSync(next, secrets.map((secret) => `${secret}\n`).join(""), { mode: 0o600, flag: "wx", flush: true });
  keepOwner(next, folder);
  renameSync(next, path);
  flushFolder(folder);
}

/** Makes the first secret of a key file, or a further one before those that are there. */
export function addToKeyFile(folder: string): void {
  writeKeyFile(folder, [MADE + randomBytes(32).toString("base64url"), ...readKeyFile(folder)]);
}

/** Whether the server has made a secret: then it is chance from end to end, which nobody finds by trying, however fast. */
export const isMade = (secret: string): boolean =>
  secret.startsWith(MADE) && /^[\w-]{43}$/.test(secret.slice(MADE.length));

/** Whoever administers the machine may write it beside a server that is somebody else's: that one has to read it. */
function keepOwner(path: string, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(folder);
  chownSync(path, uid, gid);
}

/** Windows keeps a rename by itself and opens no folders. */
function flushFolder(folder: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
