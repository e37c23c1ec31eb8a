import Database from "better-sqlite3";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { Leeway } from "./leeway.js";

/** A folder that goes with the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "leeway-folder-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder as a server leaves it that was stopped, with a workspace of this name. */
export async function dataFolder(name: string): Promise<string> {
  const folder = emptyFolder();
  const leeway = await new Leeway(folder).start();
  await leeway.kill("SIGTERM");
  change(folder, "UPDATE workspaces SET name = ?", name);
  return folder;
}

/** Changes the database of a folder that no server runs on. */
export function change(folder: string, sql: string, ...values: unknown[]): void {
  const db = new Database(join(folder, "leeway.db"), { fileMustExist: true });
  db.pragma("journal_mode = DELETE");
  db.prepare(sql).run(...values);
  db.close();
}

/** What lies in a folder, by name, so that two of them can be compared; the lock apart. */
export function contentOf(folder: string): Record<string, string> {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
  return Object.fromEntries(
    names
      .filter((one) => one.isFile() && !one.name.startsWith("leeway.lock"))
      .map((one) => join(one.parentPath, one.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), createHash("sha256").update(readFileSync(path)).digest("hex")]),
  );
}
