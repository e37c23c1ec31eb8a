import { Worlds, type WorldsOptions } from "@leeway/leeloo-sandbox";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { SANDBOX_PATH } from "../config/settings.js";

/** Beyond this the journal is written anew, as one picture of the state. */
const LONG = 32 * 1024 * 1024;

/** Sandboxes that survive their process, and the file that sees to it. */
export interface OpenSandbox {
  worlds: Worlds;
  close(): void;
}

/**
 * The built-in Leeloo with its journal: every change is in the file before it is answered, so that what a killed server
 * had told a workflow is still true after its restart. `heir` gets what was written before each workspace had its own.
 */
export function openSandbox(path: string, options: WorldsOptions = {}, heir?: string): OpenSandbox {
  let file: number | undefined;
  let [size, pictured] = [0, 0];
  const worlds = new Worlds({
    base: SANDBOX_PATH,
    lenient: true,
    ...options,
    persist: (line) => {
      if (file === undefined) throw new Error("The sandbox is closed");
      if (size - pictured > LONG) compact();
      append(line);
    },
  });

  function append(line: string): void {
    const bytes = Buffer.from(line);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(file ?? -1, bytes, written);
    } catch (error) {
      // A full disk takes half a line; the next one must not continue it.
      if (file !== undefined) ftruncateSync(file, size);
      throw error;
    }
    size += bytes.length;
  }

  /** To a file beside it first: there is a whole journal at every moment. */
  function compact(): void {
    const picture = Buffer.from(worlds.export());
    writeFileSync(`${path}.new`, picture, { mode: 0o600 });
    renameSync(`${path}.new`, path);
    if (file !== undefined) closeSync(file);
    file = openSync(path, "a", 0o600);
    size = pictured = picture.length;
  }

  if (existsSync(path)) worlds.import(readFileSync(path, "utf8"), heir);
  compact();
  return {
    worlds,
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
