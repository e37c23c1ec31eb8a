import { readFileSync } from "node:fs";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { fileNamed, type Surroundings } from "./surroundings.js";

/** A file with JSON, or standard input. */
export function readJson(file: string, surroundings: Surroundings): unknown {
  let text: string;
  try {
    text = file === "-" ? surroundings.readInput() : readFileSync(fileNamed(file, surroundings), "utf8");
  } catch (error) {
    const { code } = error as { code?: string };
    throw new CommandRefused(`${file} cannot be read (${code}).`, exitCodes.usage, { cause: error });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const what = file === "-" ? "Standard input" : file;
    throw new CommandRefused(`${what} is no JSON: ${(error as Error).message}`, exitCodes.usage, { cause: error });
  }
}
