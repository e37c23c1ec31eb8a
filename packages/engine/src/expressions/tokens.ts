import { keywords, lex, type Lexeme } from "./lexer.js";

export type TokenKind =
  | "text"
  | "brace"
  | "name"
  | "property"
  | "function"
  | "string"
  | "number"
  | "keyword"
  | "operator"
  | "error";

/** A piece of a param's text for colouring. */
export interface Token {
  kind: TokenKind;
  from: number;
  to: number;
}

/**
 * A param's whole text in pieces, without gaps; white space inside an expression is text. Never throws: what is still
 * being typed has tokens too.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const add = (kind: TokenKind, to: number) => {
    if (to > at) tokens.push({ kind, from: at, to });
    at = to;
  };
  for (let open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
    add("text", open);
    add("brace", open + 2);
    const lexemes = lex(text, open + 2);
    const kinds = kindsOf(lexemes);
    for (const [index, lexeme] of lexemes.entries()) {
      add("text", lexeme.from);
      add(kinds[index] ?? "error", lexeme.to);
    }
  }
  add("text", text.length);
  return tokens;
}

const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/** What a name is depends on what stands around it. */
function kindsOf(lexemes: readonly Lexeme[]): TokenKind[] {
  const open: string[] = [];
  return lexemes.map((lexeme, index) => {
    const symbol = lexeme.kind === "symbol" ? lexeme.value : "";
    if (Object.hasOwn(brackets, symbol)) open.push(symbol);
    else if (brackets[open.at(-1) ?? ""] === symbol) open.pop();
    return kindOf(lexeme, lexemes[index - 1], lexemes[index + 1], open.at(-1));
  });
}

function kindOf(
  { kind, value }: Lexeme,
  before: Lexeme | undefined,
  after: Lexeme | undefined,
  open: string | undefined,
): TokenKind {
  if (kind === "close") return "brace";
  if (kind === "symbol") return "operator";
  if (kind !== "name") return kind === "end" ? "text" : kind;
  const previous = before?.kind === "symbol" ? before.value : "";
  const next = after?.kind === "symbol" ? after.value : "";
  if (previous === "." || previous === "?.") return "property";
  if (open === "{" && next === ":" && (previous === "{" || previous === ",")) return "property";
  if (previous === "|" || next === "(") return "function";
  return Object.hasOwn(keywords, value) ? "keyword" : "name";
}
