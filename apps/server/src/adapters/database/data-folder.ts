import { accessSync, constants, mkdirSync } from "node:fs";
import { join } from "node:path";
import { lockExclusively } from "./exclusive-lock.js";
import { putInPlace } from "./restored-folder.js";

/** The start is refused for a reason that the person who starts can mend: one line, no stack. */
export class StartRefused extends Error {
  override name = "StartRefused";
}

/** A data folder that this process owns until it ends. */
export interface DataFolder {
  path: string;
  database: string;
  /** Lets the folder go. */
  close(): void;
}

/**
 * Makes the folder and takes it for this process alone: an exclusive lock on a lock file's database, held for life. The
 * system frees it even at kill -9, so nobody ever has to delete a stale lock by hand. A restore that broke off is ended.
 */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartRefused(`The data folder ${path} cannot be written (${codeOf(error)}).`, { cause: error });
  }
  const lock = takeLock(path);
  try {
    putInPlace(path);
  } catch (error) {
    lock.close();
    throw new StartRefused(`The restore in ${path} cannot be ended (${codeOf(error)}).`, { cause: error });
  }
  return { path, database: join(path, "leeway.db"), close: () => lock.close() };
}

function takeLock(path: string): { close(): void } {
  try {
    return lockExclusively(join(path, "leeway.lock"));
  } catch (error) {
    const code = codeOf(error);
    throw new StartRefused(
      code.startsWith("SQLITE_BUSY")
        ? `The data folder ${path} is in use by another Leeway.`
        : `The data folder ${path} cannot be written (${code}).`,
      { cause: error },
    );
  }
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" ? code : String(error);
}
