import type { Expression } from "./ast.js";
import { lex, type Lexeme } from "./lexer.js";
import { parseLoosely } from "./parser.js";

/** The piece of text in which the cursor stands, and what would be there if it ended with the cursor. */
export interface Cursor {
  typed: string;
  from: number;
  to: number;
  /** Where the name to complete stands in the tree. */
  at: number;
  tree: Expression;
  /** A call's bracket follows already. */
  called: boolean;
  /** The name stands in quotes, as the key of `steps["…`. */
  quote?: string;
}

const placeholder = "here";

/** The expression up to the cursor, with a name in the cursor's place and every bracket closed, can be parsed. */
export function cursorAt(text: string, position: number): Cursor | undefined {
  for (let open = text.indexOf("{{"); open >= 0 && open + 2 <= position;) {
    const lexemes = lex(text, open + 2);
    const end = lexemes.at(-1);
    if (end === undefined || position <= end.from) return cursorIn(text, position, open + 2, lexemes);
    open = text.indexOf("{{", end.to);
  }
  return undefined;
}

function cursorIn(text: string, position: number, start: number, lexemes: readonly Lexeme[]): Cursor | undefined {
  const index = lexemes.findIndex((lexeme) => lexeme.to >= position && lexeme.from < position);
  const under = lexemes[index];
  if (under && isKey(under, position, lexemes[index - 1])) return cursorInKey(text, position, start, under, lexemes);
  if (under !== undefined && ["string", "number", "error"].includes(under.kind)) return undefined;
  const word = under?.kind === "name" ? under : { from: position, to: position };
  const before = lexemes.filter((lexeme) => lexeme.to <= word.from && lexeme.to > lexeme.from);
  const next = lexemes.find((lexeme) => lexeme.from >= word.to);
  return {
    typed: text.slice(word.from, position),
    from: word.from,
    to: word.to,
    at: word.from - start,
    tree: parseLoosely(`${text.slice(start, word.from)}${placeholder}${closersOf(before)}}}`),
    called: next?.kind === "symbol" && next.value === "(",
  };
}

/** The text of a key in brackets, which may still lack its closing quote. */
function isKey({ kind, value, from, to }: Lexeme, position: number, before: Lexeme | undefined): boolean {
  const open = kind === "error" && /^["']/.test(value);
  const inside = open || (kind === "string" && position > from && position < to);
  return inside && before?.kind === "symbol" && before.value === "[";
}

function cursorInKey(
  text: string,
  position: number,
  start: number,
  { kind, from, to }: Lexeme,
  lexemes: readonly Lexeme[],
): Cursor {
  const before = lexemes.filter((lexeme) => lexeme.to <= from && lexeme.to > lexeme.from);
  const end = kind === "string" ? to : position;
  return {
    typed: text.slice(from + 1, position),
    from,
    to: end,
    at: from - start,
    tree: parseLoosely(`${text.slice(start, from)}"${placeholder}"${closersOf(before)}}}`),
    called: false,
    quote: text.startsWith("]", end) ? "" : "]",
  };
}

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}", "?": ":null" };

function closersOf(lexemes: readonly Lexeme[]): string {
  const open: string[] = [];
  for (const { kind, value } of lexemes) {
    if (kind !== "symbol") continue;
    const closer = closers[value];
    if (closer !== undefined) open.push(closer);
    else if (open.at(-1)?.startsWith(value)) open.pop();
  }
  return open.toReversed().join(" ");
}
