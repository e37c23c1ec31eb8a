import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type OpenDatabase } from "../database.js";

let template: Promise<Buffer> | undefined;

/** Opens the database at `file`. Migrating a new one was half of a test server's start: a worker does it once, then copies. */
export async function openMigrated(file: string): Promise<OpenDatabase> {
  return openDatabase(await migrated(file));
}

/** Where there is none yet, puts a database there as the migrations leave it, before any server has had it; answers where. */
export async function migrated(file: string): Promise<string> {
  if (!existsSync(file)) writeFileSync(file, await (template ??= makeTemplate()));
  return file;
}

async function makeTemplate(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "leeway-template-"));
  const { handle, close } = await openDatabase(join(folder, "leeway.db"));
  // Whose file it was stands there, or each copy would be one that somebody restored.
  handle.pragma("user_version = 0");
  const bytes = handle.serialize();
  await close();
  rmSync(folder, { recursive: true, force: true });
  return bytes;
}
