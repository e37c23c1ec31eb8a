import { placeOfFault } from "@leeway/api";
import type { Json } from "@leeway/engine";

export interface PlacedFault {
  line: number;
  column: number;
  /** What stands there; empty at the end of the text. */
  near: string;
}
export type ReadJson = { ok: true; value: Json } | { ok: false; fault: PlacedFault };

/** Reads JSON as people paste it; a fault says the place, for browsers word theirs in English. */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    const { line, column } = placeOfFault(text);
    const near = text.split("\n")[line - 1]?.slice(column - 1, column + 11) ?? "";
    return { ok: false, fault: { line, column, near } };
  }
}
