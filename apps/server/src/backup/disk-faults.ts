import { isFullDisk } from "../adapters/database/full-disk.js";
import { BackupRefused } from "./manifest.js";

/**
 * A fault of a disk or of a database on it as one line for who runs the command; any other fault as it is.
 * @param end what became of what was begun, e.g. `Nothing was changed.`
 */
export function refusalOfDisk(error: unknown, folder: string, end: string): unknown {
  if (error instanceof BackupRefused) return error;
  const { code = "" } = error as { code?: string };
  const refused = (text: string) => new BackupRefused(`${text} ${end}`, { cause: error });
  if (isFullDisk(error)) return refused(`There is no room for it on the disk of ${folder}.`);
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return refused(`The database in ${folder} is damaged (${code}).`);
  if (/^(E[A-Z]+|SQLITE_(IOERR|READONLY|CANTOPEN|PERM|BUSY)\w*)$/.test(code))
    return refused(`${folder} cannot be used (${code}).`);
  return error;
}
