import { existsSync, statSync } from "node:fs";
import { open, readdir, realpath, rename, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ArchiveWriter } from "./archive-writer.js";
import { HeldMoment, migrationsOf } from "./copy-database.js";
import { refusalOfDisk } from "./disk-faults.js";
import {
  BackupRefused,
  databases,
  FORMAT,
  HEAD,
  isContent,
  KEY_FILE,
  SUMS,
  UPLOADS,
  type BackupFile,
  type BackupHead,
  type Progress,
} from "./manifest.js";
import { makeWorkFolder } from "./work-folder.js";

export interface BackupWish {
  dataFolder: string;
  /** Where the archive is to be. */
  file: string;
  /** Of this Leeway. */
  version: string;
  /** Puts the key into the archive, too: whoever has it then opens every credential. */
  withKey: boolean;
  /** Replaces a file that is there. */
  overwrite: boolean;
  progress: Progress;
  /** Asked to be said before the archive has its name: nobody has one of which nothing was told. */
  tell?: (head: BackupHead) => Promise<void>;
}

/** What was made. */
export interface BackupMade {
  file: string;
  /** Bytes of the archive. */
  size: number;
  head: BackupHead;
  uploads: number;
}

/**
 * Makes an archive of a data folder, also while a Leeway runs on it. The moment of the databases is held first, then
 * everything is copied: a call's files are on disk before its run is in the database, so whatever the copied rows tell of
 * is there. The archive gets its name when all of it is on disk.
 */
export async function makeBackup(wish: BackupWish): Promise<BackupMade> {
  const file = resolve(wish.file);
  refuse(wish, file);
  const work = await makeWorkFolder(file);
  try {
    const { head, uploads } = await archive(wish, work.path);
    const made = join(work.path, basename(file));
    const { size } = await stat(made);
    // Made meanwhile by somebody else, it is not theirs to lose.
    if (!wish.overwrite) refuseExisting(file);
    await wish.tell?.(head);
    await rename(made, file);
    await syncFolder(dirname(file));
    return { file, size, head, uploads };
  } finally {
    await work.remove();
  }
}

function refuse({ dataFolder, withKey, overwrite }: BackupWish, file: string): void {
  const database = join(dataFolder, databases[0]);
  if (!existsSync(database))
    throw new BackupRefused(`There is no ${database}. Set LEEWAY_DATA_DIR as the server has it.`);
  if (withKey && !existsSync(join(dataFolder, KEY_FILE)))
    throw new BackupRefused(
      `There is no ${KEY_FILE} in ${dataFolder}: this Leeway has its key from LEEWAY_SECRET_KEY. Leave --with-key out, and keep that value elsewhere.`,
    );
  if (existsSync(file) && statSync(file).isDirectory())
    throw new BackupRefused(`${file} is a folder. Name a file in it, e.g. ${join(file, "leeway.tar.gz")}.`);
  if (!overwrite) refuseExisting(file);
}

function refuseExisting(file: string): void {
  if (existsSync(file))
    throw new BackupRefused(`${file} is there already. Give another name, or --force to replace it.`);
}

async function archive(wish: BackupWish, work: string): Promise<{ head: BackupHead; uploads: number }> {
  const at = new Date();
  const faultOf = (folder: string) => (error: unknown) => {
    throw refusalOfDisk(error, folder, "No backup was made.");
  };
  const copied = await copyDatabases(wish, work).catch(faultOf(dirname(work)));
  return pack(wish, work, copied, at).catch(faultOf(dirname(work)));
}

async function pack(
  { file, dataFolder, version, withKey, progress }: BackupWish,
  work: string,
  copied: readonly string[],
  at: Date,
): Promise<{ head: BackupHead; uploads: number }> {
  const migrations = migrationsOf(join(work, databases[0]));
  const createdAt = at.toISOString();
  const head: BackupHead = { kind: "leeway-backup", format: FORMAT, version, createdAt, migrations, withKey };
  const writer = new ArchiveWriter(join(work, basename(file)), at);
  await writer.addText(HEAD, JSON.stringify(head, null, 2));
  const contents = [
    ...copied.map((name) => ({ name, path: join(work, name) })),
    // A key may be mounted from elsewhere: a link to it is what it leads to.
    ...(withKey ? [{ name: KEY_FILE, path: await realpath(join(dataFolder, KEY_FILE)) }] : []),
    ...(await uploadsOf(dataFolder)),
  ];
  const files = await write(writer, contents, progress);
  await writer.addText(SUMS, JSON.stringify({ files }));
  await writer.end();
  return { head, uploads: files.filter(({ name }) => name.startsWith(UPLOADS)).length };
}

/** All of one moment, as near as two databases can be. */
async function copyDatabases({ dataFolder, progress }: BackupWish, work: string): Promise<string[]> {
  const there = databases.filter((name) => existsSync(join(dataFolder, name)));
  const moments = there.map((name) => ({ name, moment: new HeldMoment(join(dataFolder, name)) }));
  try {
    for (const { name, moment } of moments)
      await moment.copyTo(join(work, name), (done, of) => progress(`Copying ${name}`, done, of));
  } finally {
    for (const { moment } of moments) moment.close();
  }
  return there;
}

interface Content {
  name: string;
  path: string;
}

/** A file that goes while this is written went with its run: nobody will look for it. */
async function write(writer: ArchiveWriter, contents: Content[], progress: Progress): Promise<BackupFile[]> {
  let [done, of] = [0, 0];
  for (const { path } of contents) of += (await stat(path).catch(() => ({ size: 0 }))).size;
  const files: BackupFile[] = [];
  for (const { name, path } of contents) {
    const file = await writer.addFile(name, path, (bytes) => progress("Packing", (done += bytes), Math.max(of, done)));
    if (file) files.push(file);
  }
  return files;
}

async function uploadsOf(dataFolder: string): Promise<Content[]> {
  const folder = join(dataFolder, UPLOADS);
  const names = existsSync(folder) ? await readdir(folder) : [];
  return names
    .map((name) => ({ name: `${UPLOADS}/${name}`, path: join(folder, name) }))
    .filter(({ name }) => isContent(name));
}

/** A new name in a folder survives a power cut from then on. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
