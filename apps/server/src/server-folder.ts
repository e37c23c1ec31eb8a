import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

function folderOf(file: string, below: string): string {
  return existsSync(join(below, file)) ? below : folderOf(file, dirname(below));
}

/** The server's own folder, wherever in it this code runs: as sources, built, or bundled into one file. */
export const serverFolder = folderOf("package.json", import.meta.dirname);
