import { readJsonFile, type JsonFault } from "@leeway/api";
import { readFileSync } from "node:fs";
import { CommandRefused } from "./command-refused.js";
import { exitCodes } from "./exit-codes.js";
import { fileNamed, type Surroundings } from "./surroundings.js";

/** What a file is called in words. */
export const saidName = (file: string): string => (file === "-" ? "Standard input" : file);

/** A file with JSON, or standard input. */
export function readJson(file: string, surroundings: Surroundings, largest = Infinity): unknown {
  let bytes: Buffer;
  try {
    bytes = file === "-" ? Buffer.from(surroundings.readInput()) : readFileSync(fileNamed(file, surroundings));
  } catch (error) {
    const { code } = error as { code?: string };
    throw new CommandRefused(`${saidName(file)} cannot be read (${code}).`, exitCodes.usage, { cause: error });
  }
  if (bytes.length > largest)
    throw new CommandRefused(
      `${saidName(file)} has ${Math.ceil(bytes.length / MB)} MB, and at most ${largest / MB} MB are taken.`,
      exitCodes.usage,
    );
  const read = readJsonFile(bytes, (encoding, given) => new TextDecoder(encoding, { fatal: true }).decode(given));
  if (read.ok) return read.value;
  throw new CommandRefused(`${saidName(file)} ${faultWords(read.fault)}`, exitCodes.usage);
}

const MB = 1024 * 1024;

function faultWords(fault: JsonFault): string {
  if (fault.why === "empty") return "is empty.";
  if (fault.why === "encoding") return "is no text in UTF-8. Save it as UTF-8.";
  return `is no JSON: line ${fault.line}, column ${fault.column}.`;
}
