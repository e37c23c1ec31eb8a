/** A quota of the system is told by SQLite as a failed write. */
const codes = new Set<unknown>(["ENOSPC", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_WRITE"]);

/** The disk has no room: nothing of this write was kept, and later writes work again once there is room. */
export class DiskFullError extends Error {
  override name = "DiskFullError";
}

/** Whether an error, or what caused it, is the want of room on a disk. */
export function isFullDisk(error: unknown): boolean {
  for (let here = error; here instanceof Error; here = here.cause)
    if (here instanceof DiskFullError || ("code" in here && codes.has(here.code))) return true;
  return false;
}
