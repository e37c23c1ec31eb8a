const codes = new Set<unknown>(["ENOSPC", "EDQUOT", "SQLITE_FULL", "SQLITE_IOERR_WRITE"]);

/** Whether an error, or what caused it, is the want of room on a disk. */
export function isFullDisk(error: unknown): boolean {
  for (let here = error; here instanceof Error; here = here.cause)
    if ("code" in here && codes.has(here.code)) return true;
  return false;
}
