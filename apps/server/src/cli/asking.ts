import type { Command } from "commander";
import { writeFileSync } from "node:fs";
import type { ServerOptions } from "./api-server.js";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { fileNamed, JSON_OPTION, type Surroundings } from "./surroundings.js";

export type AskingOptions = ServerOptions & { json?: true };

/** A command that asks a server. */
export const asking = (command: Command): Command =>
  command
    .option("--url <address>", "where Leeway is; else LEEWAY_URL, else this machine")
    .option("--key-file <file>", "a file with the API key; else it is LEEWAY_API_KEY")
    .option(...JSON_OPTION);

/** Writes what a server answered, for people to read; `-` is standard output. */
export function writeJson(file: string, value: unknown, surroundings: Surroundings): void {
  const text = JSON.stringify(value, null, 2);
  if (file === "-") return surroundings.print(text);
  const path = fileNamed(file, surroundings);
  try {
    writeFileSync(path, `${text}\n`);
  } catch (error) {
    const { code } = error as { code?: string };
    throw new CommandRefused(`${path} cannot be written (${code}).`, exitCodes.failed, { cause: error });
  }
}
