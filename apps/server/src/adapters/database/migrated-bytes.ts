import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "./database.js";

/** A database as the migrations leave it, before any server has had it. */
export async function migratedBytes(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), "leeway-migrated-"));
  const { handle, close } = await openDatabase(join(folder, "leeway.db"));
  // Whose file it was stands there, or each copy would be one that somebody restored.
  handle.pragma("user_version = 0");
  const bytes = handle.serialize();
  await close();
  rmSync(folder, { recursive: true, force: true });
  return bytes;
}
