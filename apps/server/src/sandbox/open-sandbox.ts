import { Worlds, type Language, type WorldsOptions } from "@leeway/leeloo-sandbox";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { StartRefused } from "../adapters/database/data-folder.js";
import { isFullDisk } from "../adapters/database/full-disk.js";
import type { OpenDatabase } from "../adapters/database/database.js";
import { SANDBOX_PATH } from "../config/settings.js";
import { SandboxArchive } from "./sandbox-archive.js";

/** Sandboxes that survive their process. */
export interface OpenSandbox {
  worlds: Worlds;
  close(): void;
}

/** The built-in Leeloos of a data folder. */
export function openSandbox(folder: string, options: Omit<WorldsOptions, "archive"> = {}): OpenSandbox {
  // What earlier versions kept, names from rehearsals among it: nobody would ever look there again.
  rmSync(join(folder, "sandbox.jsonl"), { force: true });
  const archive = openArchive(join(folder, "sandbox.db"));
  const worlds = new Worlds({ base: SANDBOX_PATH, lenient: true, ...options, archive });
  return { worlds, close: () => archive.close() };
}

function openArchive(file: string): SandboxArchive {
  try {
    return new SandboxArchive(file);
  } catch (error) {
    if (isFullDisk(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new StartRefused(`${file} cannot be used (${why}). Move it away, and the sandbox begins anew.`, {
      cause: error,
    });
  }
}

/** That of a workspace's owner; a world that is nobody's is in English. */
export function languageOf({ handle }: OpenDatabase): (workspaceId: string) => Language {
  const owner = handle.prepare<[string], Language>(
    `SELECT u.locale FROM memberships m JOIN users u ON u.id = m.user_id
     WHERE m.workspace_id = ? ORDER BY m.role <> 'owner', u.created_at, u.id LIMIT 1`,
  );
  return (workspaceId) => owner.pluck().get(workspaceId) ?? "en";
}
