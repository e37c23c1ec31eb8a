import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

function folderOf(file: string, below: string): string {
  return existsSync(join(below, file)) ? below : folderOf(file, dirname(below));
}

/** The server's own folder, wherever in it this code runs: as sources, built, or bundled into one file. */
export const serverFolder = folderOf("package.json", import.meta.dirname);

/** Which Leeway this is, such as `1.2.0`. */
export function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(join(serverFolder, "package.json"), "utf8")) as { version: string };
  return version;
}
