import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openMigrated } from "../../adapters/database/testing/migrated.js";
import { newUploadId } from "../../uploads/upload-folder.js";

/** A folder that goes with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "leeway-backup-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder as a server leaves it, with a workspace of this name and one uploaded file. */
export async function dataFolder(name: string): Promise<string> {
  const folder = emptyFolder();
  const { queue, close } = await openMigrated(join(folder, "leeway.db"));
  await queue.write((db) =>
    db.prepare("INSERT INTO workspaces (id, name, timezone, created_at) VALUES ('ws_1', ?, 'UTC', 0)").run(name),
  );
  await close();
  writeFileSync(join(folder, "secret.key"), `key of ${name}`);
  writeFileSync(join(folder, "search.db"), `index of ${name}`);
  mkdirSync(join(folder, "uploads"));
  writeFileSync(join(folder, "uploads", newUploadId()), `file of ${name}`);
  return folder;
}

/** What lies in a folder, by name, so that two of them can be compared; the lock apart. */
export function contentOf(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  return Object.fromEntries(
    names
      .filter((one) => one.isFile() && one.name !== "leeway.lock")
      .map((one) => join(one.parentPath, one.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}
