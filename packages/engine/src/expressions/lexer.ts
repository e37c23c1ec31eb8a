/** A piece of an expression as it stands in the text. */
export interface Lexeme {
  kind: "name" | "string" | "number" | "symbol" | "error" | "close" | "end";
  from: number;
  to: number;
  /** The name, the symbol, or the string without quotes and escapes. */
  value: string;
}

/** Names that are values. */
export const keywords: Readonly<Record<string, boolean | null>> = { true: true, false: false, null: null };

const space = /\s+/uy;
const name = /[\p{L}_$][\p{L}\p{M}\p{N}_$]*/uy;
const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const symbols = "?. ?? => == != <= >= && || + - * / % < > ! ? : | . , ( ) [ ] { }".split(" ");
const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", v: "\v", "0": "\0" };

/** Whether a key can stand behind a dot; any other one stands in brackets and quotes. */
export function isPlainName(key: string): boolean {
  return match(name, key, 0).length === key.length && key !== "";
}

/**
 * The lexemes of one expression from `from`, up to and with the `}}` that closes it. A `}` that closes an object is no
 * end. What is no lexeme becomes an "error" one; without a `}}` the last one is "end".
 */
export function lex(text: string, from: number): Lexeme[] {
  const found: Lexeme[] = [];
  let objects = 0;
  let at = from;
  for (;;) {
    at += match(space, text, at).length;
    const next = lexeme(text, at, objects === 0);
    found.push(next);
    if (next.kind === "close" || next.kind === "end") return found;
    if (next.kind === "symbol" && next.value === "{") objects++;
    if (next.kind === "symbol" && next.value === "}" && objects > 0) objects--;
    at = next.to;
  }
}

function lexeme(text: string, from: number, closable: boolean): Lexeme {
  const piece = (kind: Lexeme["kind"], value: string) => ({ kind, from, to: from + value.length, value });
  if (from >= text.length) return piece("end", "");
  if (closable && text.startsWith("}}", from)) return piece("close", "}}");
  const word = match(name, text, from);
  if (word !== "") return piece("name", word);
  const digits = match(number, text, from);
  if (digits !== "") return piece("number", digits);
  const first = text.charAt(from);
  if (first === "'" || first === '"') return quoted(text, from, first);
  const symbol = symbols.find((one) => text.startsWith(one, from));
  return symbol === undefined
    ? piece("error", String.fromCodePoint(text.codePointAt(from) ?? 0))
    : piece("symbol", symbol);
}

function quoted(text: string, from: number, quote: string): Lexeme {
  const parts: string[] = [];
  let start = from + 1;
  for (let at = start; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === quote) {
      parts.push(text.slice(start, at));
      return { kind: "string", from, to: at + 1, value: parts.join("") };
    }
    if (char === "\n") return { kind: "error", from, to: at, value: text.slice(from, at) };
    if (char !== "\\") continue;
    parts.push(text.slice(start, at));
    const escaped = unescape(text, at + 1);
    parts.push(escaped.value);
    at += escaped.length;
    start = at + 1;
  }
  return { kind: "error", from, to: text.length, value: text.slice(from) };
}

function unescape(text: string, at: number): { value: string; length: number } {
  const char = text.charAt(at);
  const code = char === "u" ? text.slice(at + 1, at + 5) : "";
  if (/^[0-9a-fA-F]{4}$/.test(code)) return { value: String.fromCharCode(Number.parseInt(code, 16)), length: 5 };
  return { value: Object.hasOwn(escapes, char) ? (escapes[char] ?? "") : char, length: 1 };
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}
