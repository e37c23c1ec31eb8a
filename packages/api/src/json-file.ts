import { parse } from "@humanwhocodes/momoa";

/** Why a file is no JSON, for whoever says so: where (lines and columns begin with 1), and what is wrong there. */
export type JsonFault =
  | { why: "empty" }
  /** Neither UTF-8 nor UTF-16. */
  | { why: "encoding" }
  | { why: "syntax"; line: number; column: number };
export type JsonFile = { ok: true; value: unknown } | { ok: false; fault: JsonFault };

/** Reads bytes as text of this encoding, without its mark, and throws where they are none: `TextDecoder`, `fatal`. */
export type Decode = (encoding: "utf-8" | "utf-16le" | "utf-16be", bytes: Uint8Array) => string;

/**
 * Reads a file that should be JSON, whatever wrote it down: Windows PowerShell's `>` makes UTF-16 of everything. Letters of
 * another encoding are no JSON: they would come in as question marks.
 */
export function readJsonFile(bytes: Uint8Array, decode: Decode): JsonFile {
  let text: string;
  try {
    text = decode(encodingOf(bytes), bytes);
  } catch {
    return { ok: false, fault: { why: "encoding" } };
  }
  if (text.trim() === "") return { ok: false, fault: { why: "empty" } };
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, fault: { why: "syntax", ...placeOfFault(text) } };
  }
}

function encodingOf([first, second]: Uint8Array) {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** The first place of a text that no JSON has there, counted from 1: engines tell it in words of their own, and not always. */
export function placeOfFault(text: string): { line: number; column: number } {
  try {
    parse(text);
  } catch (error) {
    const { line, column, message } = error as { line?: number; column?: number; message: string };
    // Of a text that breaks off the reader names the beginning of what was not ended, or of everything.
    const ends = message.startsWith("Unexpected end of input");
    if (!ends && line !== undefined && column !== undefined) return { line, column };
  }
  const lines = text.slice(0, rawBreakIn(text)).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** What that reader takes and JSON does not: a line break or the like within quotes. */
function rawBreakIn(text: string): number {
  let inString = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (inString && char < 32) return at;
    if (inString && char === 92) at++;
    else if (char === 34) inString = !inString;
  }
  return text.length;
}
