import { StartRefused } from "../adapters/database/data-folder.js";
import { isFullDisk } from "../adapters/database/full-disk.js";
import { BackupRefused } from "../backup/manifest.js";
import { BadEnvironment } from "../config/environment.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes, type ExitCode } from "./exit-codes.js";

export interface Told {
  message: string;
  exitCode: number;
}

/** What is said of whatever kept a command from being done: a line with what to do, and no stack. */
export function toldOf(error: unknown): Told {
  const { message, code = "" } = error as { message?: string; code?: unknown };
  const said = message ?? String(error);
  if (error instanceof CommandRefused) return { message: said, exitCode: error.exitCode };
  if (error instanceof BadEnvironment) return { message: said, exitCode: exitCodes.usage };
  if (error instanceof BackupRefused || error instanceof StartRefused)
    return { message: said, exitCode: exitCodes.refused };
  if (isFullDisk(error)) return { message: `There is no room left on the disk (${said}).`, exitCode: exitCodes.failed };
  const known = kinds.find(({ codes }) => codes.test(String(code)));
  if (known) return { message: known.say(said), exitCode: known.exitCode };
  return { message: `This should not happen: ${said}`, exitCode: exitCodes.failed };
}

const kinds: { codes: RegExp; exitCode: ExitCode; say: (said: string) => string }[] = [
  {
    codes: /^SQLITE_(BUSY|LOCKED)/,
    exitCode: exitCodes.busy,
    say: (said) => `Another program writes to the database just now (${said}). Try again.`,
  },
  {
    codes: /^(SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|EACCES$|EPERM$|EROFS$)/,
    exitCode: exitCodes.refused,
    say: (said) => `This may not be read or written here (${said}). Run it as who runs the server.`,
  },
  {
    codes: /^SQLITE_(CORRUPT|NOTADB)/,
    exitCode: exitCodes.failed,
    say: (said) => `The database is damaged (${said}). \`restore\` brings a backup back.`,
  },
  { codes: /^E[A-Z]+$/, exitCode: exitCodes.failed, say: (said) => `${said}.` },
];
