/** What an expression reads: `steps.find.data[0].id` is the root `steps` and the path `find`, `data`, `id`. */
export interface Source {
  root: string;
  path: string[];
}

const roots = "trigger|steps|vars|fields|item|index|run|workflow|now";
const reference = new RegExp(`(?<![\\w$.])(${roots})\\b((?:\\??\\.?\\[\\d+\\]|\\??\\.[A-Za-z_$][\\w$]*)*)`, "g");
const texts = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/** Texts with templates, taken apart: what is written as it is, and the inside of each `{{ … }}`. */
export function piecesOf(text: string): { literal?: string; expression?: string }[] {
  const pieces: { literal?: string; expression?: string }[] = [];
  let from = 0;
  for (const found of text.matchAll(/\{\{([\s\S]*?)\}\}/g)) {
    if (found.index > from) pieces.push({ literal: text.slice(from, found.index) });
    pieces.push({ expression: found[1] ?? "" });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ literal: text.slice(from) });
  return pieces;
}

/**
 * Where an expression takes its values from, for the chips on a card. A reader's glance, made without the interpreter,
 * so that a draft with a half-written expression still shows what it means.
 */
export function sourcesOf(expression: string): Source[] {
  const bare = expression.replace(texts, (found) => " ".repeat(found.length));
  const own = new Set([...bare.matchAll(/([A-Za-z_$][\w$]*)\s*=>/g)].map(([, name]) => name));
  const found: Source[] = [];
  const seen = new Set<string>();
  for (const [, root = "", rest = ""] of bare.matchAll(reference)) {
    if (own.has(root)) continue;
    const path = [...rest.matchAll(/\.([A-Za-z_$][\w$]*)/g)].map(([, name]) => name ?? "");
    const key = root === "steps" ? `steps.${path[0]}` : root === "trigger" ? root : [root, ...path].join(".");
    if (seen.has(key)) continue;
    seen.add(key);
    found.push({ root, path });
  }
  return found;
}
