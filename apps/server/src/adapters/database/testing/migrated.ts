import { existsSync, writeFileSync } from "node:fs";
import { openDatabase, type OpenDatabase } from "../database.js";
import { migratedBytes } from "../migrated-bytes.js";

let template: Promise<Buffer> | undefined;

/** Opens the database at `file`. Migrating a new one was half of a test server's start: a worker does it once, then copies. */
export async function openMigrated(file: string): Promise<OpenDatabase> {
  return openDatabase(await migrated(file));
}

/** Where there is none yet, puts a database there as the migrations leave it, before any server has had it; answers where. */
export async function migrated(file: string): Promise<string> {
  if (!existsSync(file)) writeFileSync(file, await (template ??= migratedBytes()));
  return file;
}
