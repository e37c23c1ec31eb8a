import type { Command } from "commander";
import { basename } from "node:path";
import { audit, fromCommand } from "../accounts/audit.js";
import { makeBackup, type BackupMade } from "../backup/backup.js";
import { keysFit } from "../adapters/secrets/open-keys.js";
import type { Restored } from "../backup/restore.js";
import { KEY_FILE, type BackupHead, type Progress } from "../backup/manifest.js";
import { ownVersion } from "../server-folder.js";
import { folderEnvironment } from "./data-folder-env.js";
import { inFolder } from "./folder-database.js";
import { fileNamed, JSON_OPTION, tell, type Surroundings } from "./surroundings.js";

interface BackupOptions {
  withKey?: true;
  force?: true;
  json?: true;
}

/** `backup FILE`: while the server runs, or not. */
export function addBackup(program: Command, surroundings: Surroundings): void {
  program
    .command("backup")
    .description(
      "writes everything in the data folder, as it is at this moment, into one file; also while the server runs",
    )
    .argument("<file>", "the archive to write, e.g. leeway.tar.gz")
    .option("--with-key", "put the key into it, too: the file then opens every credential by itself")
    .option("--force", "replace the file if it is there")
    .option(...JSON_OPTION)
    .action(async (name: string, { withKey, force, json }: BackupOptions) => {
      const file = fileNamed(name, surroundings);
      const { LEEWAY_DATA_DIR: dataFolder } = folderEnvironment(surroundings.env);
      const progress = progressOf(surroundings);
      const wish = { dataFolder, file, version: ownVersion(), withKey: withKey === true, overwrite: force === true };
      let audited = true;
      const made = await makeBackup({
        ...wish,
        progress,
        tell: async (head) => {
          audited = await noteBackup(dataFolder, file, head);
        },
      });
      if (!audited)
        surroundings.complain("The database takes no writes now: the audit log does not tell of this backup.");
      const { head, ...rest } = made;
      const { createdAt, withKey: hasKey } = head;
      tell(surroundings, json, { ...rest, createdAt, withKey: hasKey, audited }, sayMade(made));
    });
}

/** `restore FILE`: only while no server runs. */
export function addRestore(program: Command, surroundings: Surroundings): void {
  program
    .command("restore")
    .description("puts a backup in the place of the data folder's content, which is kept aside; stop the server first")
    .argument("<file>", "an archive that `backup` wrote")
    .option(...JSON_OPTION)
    .action(async (name: string, { json }: { json?: true }) => {
      const file = fileNamed(name, surroundings);
      const environment = folderEnvironment(surroundings.env);
      const { LEEWAY_DATA_DIR: dataFolder, LEEWAY_SECRET_KEY } = environment;
      // It knows every migration, and with them a library that no other command waits for.
      const { restoreBackup } = await import("../backup/restore.js");
      const by = fromCommand().name;
      const restored = await restoreBackup({ dataFolder, file, by, progress: progressOf(surroundings) });
      const { head, ...rest } = restored;
      const hasKey = restored.hasKey || LEEWAY_SECRET_KEY !== undefined;
      const keyFits = keysFit(dataFolder, environment);
      const told = { ...rest, hasKey, keyFits, createdAt: head.createdAt, version: head.version };
      tell(surroundings, json, told, sayRestored({ ...restored, hasKey, keyFits }, dataFolder));
    });
}

/**
 * Tells every workspace's audit log of a backup; false where the database cannot be written. On a full disk a backup is worth
 * more than its entry.
 */
async function noteBackup(dataFolder: string, file: string, { withKey }: BackupHead): Promise<boolean> {
  const detail = { file: basename(file), ...(withKey && { keyFile: KEY_FILE }) };
  try {
    await inFolder(dataFolder, (_db, queue) =>
      queue.write((db) => {
        for (const workspaceId of db.prepare("SELECT id FROM workspaces").pluck().all() as string[])
          audit(db, { workspaceId, userId: null, from: fromCommand(), action: "backup.made", detail });
      }),
    );
    return true;
  } catch {
    return false;
  }
}

/** A line takes the place of the one before: more often than this nobody reads them. */
const NOTED_EVERY_MS = 100;

function progressOf({ note }: Surroundings): Progress {
  let noted = 0;
  return (what, done, of) => {
    const now = Date.now();
    if (done < of && now - noted < NOTED_EVERY_MS) return;
    noted = now;
    note(`${what} … ${Math.floor((100 * done) / Math.max(1, of))} % of ${sizeOf(of)}`);
  };
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

function sayMade({ file, size, uploads, head }: BackupMade): string {
  return [
    `${file} holds everything as it was at ${head.createdAt}: ${sizeOf(size)}, ${uploads} uploaded files.`,
    head.withKey
      ? "The key is in it: whoever has this file can open every credential. Keep it like a password."
      : "The key is not in it. Keep secret.key (or LEEWAY_SECRET_KEY) apart from it: without the key no credential can be opened.",
  ].join("\n");
}

function sayRestored(
  { head, previous, unfinishedRuns, hasKey, keyFits }: Restored & { keyFits: boolean },
  folder: string,
): string {
  return [
    `${folder} is as it was at ${head.createdAt} (Leeway ${head.version}).`,
    ...(previous === null ? [] : [`What was there before is kept in ${previous}. Delete it when nothing is missed.`]),
    ...(hasKey && !keyFits
      ? [
          `The key here is not one that this backup was made with: it was exchanged and forgotten since, or is another Leeway's. Put the ${KEY_FILE} of that time into ${folder}, or set LEEWAY_SECRET_KEY: without it the start is refused.`,
        ]
      : []),
    ...(hasKey
      ? []
      : [
          `The key is not in this backup, and none is in ${folder}. Put secret.key there, or set LEEWAY_SECRET_KEY: without it the start is refused.`,
        ]),
    unfinishedRuns === 0
      ? "No run was under way in it."
      : `Runs that were under way in it: ${unfinishedRuns}. After the start they are held until somebody has looked at them: what they did later, nobody knows here.`,
    "API keys rest as well, until somebody confirms them: in the editor, or by `api-keys confirm`. Webhooks go on.",
  ].join("\n");
}
