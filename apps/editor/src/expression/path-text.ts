import { rangeAround } from "./ranges.js";

const name = /^[\p{L}_$][\p{L}\p{M}\p{N}_$]*$/u;

/** One more step of a path as an expression writes it: `.a`, `[0]`, `["first name"]`. */
export function segmentText(key: string | number): string {
  if (typeof key === "number") return `[${key}]`;
  return name.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

const segment = /\??\.([\p{L}_$][\p{L}\p{M}\p{N}_$]*)|\??\.?\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\]/uy;

/** The steps of a path that `segmentText` has written; undefined where it is no such path. */
export function keysIn(text: string): (string | number)[] | undefined {
  const keys: (string | number)[] = [];
  for (segment.lastIndex = 0; segment.lastIndex < text.length;) {
    const found = segment.exec(text);
    if (!found) return undefined;
    const [, property, place, quoted = '""'] = found;
    keys.push(property ?? (place === undefined ? String(JSON.parse(quoted)) : Number(place)));
  }
  return keys;
}

export const pathText = (root: string, path: readonly (string | number)[]): string =>
  root + path.map(segmentText).join("");

export interface Insertion {
  from: number;
  to: number;
  insert: string;
  /** Where the cursor stands afterwards. */
  cursor: number;
}

/** A picked path put into a text: inside a template as it is, else with braces; in JSON outside quotes with quotes too. */
export function insertionOf(
  text: string,
  from: number,
  to: number,
  path: string,
  mode: "text" | "json" = "text",
): Insertion {
  const braces = `{{ ${path} }}`;
  const bare = rangeAround(text, from) !== undefined;
  const quoted = mode === "json" && text.trim() !== "" && !inQuotes(text, from);
  const insert = bare ? path : quoted ? `"${braces.replaceAll('"', '\\"')}"` : braces;
  return { from, to, insert, cursor: from + insert.length };
}

/** Whether a position of a JSON text is inside a string; strings never reach over a line. */
function inQuotes(text: string, position: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", position - 1) + 1, position);
  return [...line.replace(/\\./g, "").matchAll(/"/g)].length % 2 === 1;
}
