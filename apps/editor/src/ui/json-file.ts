import { readJsonFile, type JsonFault, type JsonFile } from "@leeway/api";
import type { Translate } from "./language.js";

/** What a file of JSON holds; what is wrong with it is said by `sayFault`. */
export async function readChosenFile(file: File): Promise<JsonFile> {
  return readJsonFile(new Uint8Array(await file.arrayBuffer()), (encoding, bytes) =>
    new TextDecoder(encoding, { fatal: true }).decode(bytes),
  );
}

/** Which file, where in it, and what to do. */
export function sayFault(fault: JsonFault, file: string, t: Translate): string {
  if (fault.why !== "syntax") return t(`file.${fault.why}`, { file });
  return t("file.syntax", { file, line: fault.line, column: fault.column });
}
