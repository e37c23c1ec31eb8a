import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** A whole, checked backup that is to take the place of what lies around it. */
export const RESTORED = "restored";
/** Says in it what it is; in the data folder itself: that a start has not yet looked at what was restored. */
export const SAID = "restored.json";

const restorationSchema = z.object({
  /** The moment of the backup, ISO. */
  backupAt: z.iso.datetime(),
  /** The folder for what was there before. */
  aside: z.string().regex(/^before-restore-[0-9TZ-]+$/),
  /** The account on this machine that restored it, where it has a name. */
  by: z.string().max(300).optional(),
  /** What the backup brings, by its name in the data folder. */
  items: z.array(z.string().regex(/^[a-z]+(\.[a-z]+)?$/)),
});
export type Restoration = z.infer<typeof restorationSchema>;

/** A time as a part of names of files and folders. */
export const stampOf = (at: number): string => new Date(at).toISOString().replace(/[:.]/g, "-");

const database = (name: string) => [`${name}-wal`, `${name}-shm`, name];
/** All that is of one moment in a data folder, and so goes together. */
const things = [...database("leeway.db"), ...database("sandbox.db"), ...database("search.db"), "uploads", SAID];
const KEY = "secret.key";

/**
 * Puts a restored backup in its place, or ends what a crash has cut off; nothing where there is none. Each step is known by
 * what it leaves: a thing that still lies in the backup is old outside of it, one that does not is new. What the backup
 * has no part of, as the index of values, is of the old state and goes aside, too; a key stays unless it brings one.
 */
export function putInPlace(path: string, move: (from: string, to: string) => void = renameSync): void {
  const restored = join(path, RESTORED);
  if (!existsSync(restored)) return;
  const said = join(restored, SAID);
  // Its last part has been taken out already.
  if (!existsSync(said)) return rmSync(restored, { recursive: true, force: true });
  const { aside, items } = restorationSchema.parse(JSON.parse(readFileSync(said, "utf8")));
  const old = join(path, aside);
  for (const name of items.includes(KEY) ? [...things, KEY] : things) {
    const [here, fresh] = [join(path, name), join(restored, name)];
    const isOld = !items.includes(name) || existsSync(fresh);
    if (isOld && existsSync(here)) {
      mkdirSync(old, { recursive: true, mode: 0o700 });
      move(here, join(old, name));
    }
    if (items.includes(name) && existsSync(fresh)) move(fresh, here);
  }
  sync(path);
  move(said, join(path, SAID));
  rmSync(restored, { recursive: true, force: true });
  sync(path);
}

/** Which backup was put in place before this start, and by whom; null where none was. */
export function restorationIn(path: string): Pick<Restoration, "backupAt" | "by"> | null {
  const said = join(path, SAID);
  return existsSync(said) ? restorationSchema.parse(JSON.parse(readFileSync(said, "utf8"))) : null;
}

/** The start has looked at what was restored. */
export const forgetRestored = (path: string): void => rmSync(join(path, SAID), { force: true });

function sync(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
