import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { lockExclusively } from "../adapters/database/exclusive-lock.js";
import { refusalOfDisk } from "./disk-faults.js";
import { BackupRefused } from "./manifest.js";

const LOCK = "backup.lock";
const LEFT = /\.unfinished-[A-Za-z0-9]{6}$/;
/** A folder that was just made may not have its lock yet. */
const NEW_MS = 60_000;

/** Where a backup is made, beside its file: the same disk, so that a rename gives it its name. */
export interface WorkFolder {
  path: string;
  /** It goes, with all that is in it. */
  remove: () => Promise<void>;
}

/** Makes one, held by a lock as long as this process lives, and takes away those that dead backups left here. */
export async function makeWorkFolder(file: string): Promise<WorkFolder> {
  const path = await mkdtemp(`${file}.unfinished-`).catch((error: unknown) => {
    const { code } = error as { code?: string };
    throw new BackupRefused(`${dirname(file)} cannot be written (${code}).`, { cause: error });
  });
  const lock = await hold(path);
  await removeLeft(dirname(file), basename(path));
  return {
    path,
    remove: async () => {
      lock.close();
      await rm(path, { recursive: true, force: true });
    },
  };
}

async function hold(path: string): Promise<{ close(): void }> {
  try {
    return lockExclusively(join(path, LOCK));
  } catch (error) {
    await rm(path, { recursive: true, force: true });
    throw refusalOfDisk(error, dirname(path), "No backup was made.");
  }
}

/** Whose lock is free is dead. What cannot be told, or not removed, stays: it is in nobody's way. */
async function removeLeft(folder: string, own: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((one) => LEFT.test(one) && one !== own)) {
    const path = join(folder, name);
    try {
      const { mtimeMs } = await stat(path);
      if (Date.now() - mtimeMs < NEW_MS || !(await readdir(path)).includes(LOCK)) continue;
      lockExclusively(join(path, LOCK)).close();
      await rm(path, { recursive: true, force: true });
    } catch {
      continue;
    }
  }
}
