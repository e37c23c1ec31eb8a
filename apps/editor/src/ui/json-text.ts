import type { Json } from "@leeway/engine";

export interface JsonFault {
  line: number;
  column: number;
  /** What stands there; empty at the end of the text. */
  near: string;
}
export type ReadJson = { ok: true; value: Json } | { ok: false; fault: JsonFault };

/** Reads JSON as people paste it; a fault says the place, for browsers word theirs in English. */
export function readJson(text: string): ReadJson {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return { ok: false, fault: placeOf(text, faultAt(text)) };
  }
}

function placeOf(text: string, position: number): JsonFault {
  const before = text.slice(0, position).split("\n");
  const near = text.slice(position, position + 12).split("\n")[0] ?? "";
  return { line: before.length, column: (before.at(-1) ?? "").length + 1, near };
}

const white = /[\s]*/y;
const scalar =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const text = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

/** Offset of the first character that JSON does not allow. Browsers disagree on telling it, so it is found here. */
function faultAt(source: string): number {
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (!match) return false;
    at += match[0].length;
    return true;
  };
  const is = (sign: string): boolean => {
    take(white);
    if (source[at] !== sign) return false;
    at += 1;
    return true;
  };
  /** True while all is well; `at` stays at the fault. */
  const value = (depth: number): boolean => {
    take(white);
    if (depth > 500) return false;
    if (is("{")) return is("}") || entries("}", depth, () => (take(white), take(text)) && is(":"));
    if (is("[")) return is("]") || entries("]", depth, () => true);
    return take(scalar);
  };
  const entries = (end: string, depth: number, key: () => boolean): boolean => {
    do if (!key() || !value(depth + 1)) return false;
    while (is(","));
    return is(end);
  };
  if (value(0)) take(white);
  return at;
}
