import type { BinaryOperator, Expression, FunctionCall, Lambda, Logical, ObjectLiteral, Segment } from "./ast.js";
import { expressionLimits } from "./budget.js";
import { stop, type Stop } from "./fault.js";
import { keywords, lex, type Lexeme } from "./lexer.js";
import { checkCall } from "./table.js";

/** How tightly operators bind. A pipe takes everything to its left, as a shell does. */
const powers: Record<string, number> = {
  "|": 1,
  "?": 2,
  "??": 3,
  "||": 4,
  "&&": 5,
  "==": 6,
  "!=": 6,
  "<": 7,
  "<=": 7,
  ">": 7,
  ">=": 7,
  "+": 8,
  "-": 8,
  "*": 9,
  "/": 9,
  "%": 9,
};
const unaryPower = 10;
/** Parses one expression that starts at `from` (behind its `{{`); `to` is behind its `}}`. Throws a Stop. */
export function parseExpression(text: string, from: number): { expression: Expression; to: number } {
  const parser = new Parser(lex(text, from));
  const expression = parser.expression(0);
  return { expression, to: parser.close() };
}

/** Parses what is still being typed: what functions there are and what they take is left open. Throws a Stop. */
export function parseLoosely(text: string): Expression {
  const parser = new Parser(lex(text, 0), () => undefined);
  const expression = parser.expression(0);
  parser.close();
  return expression;
}

class Parser {
  readonly #lexemes: readonly Lexeme[];
  readonly #check: typeof checkCall;
  #index = 0;
  #nesting = 0;
  /** The lambda names in scope, from the outside in. */
  readonly #names: string[] = [];

  constructor(lexemes: readonly Lexeme[], check = checkCall) {
    this.#lexemes = lexemes;
    this.#check = check;
  }

  close(): number {
    const next = this.#next();
    if (next.kind !== "close") throw this.#unexpected("}}");
    return next.to;
  }

  expression(power: number): Expression {
    if (++this.#nesting > expressionLimits.depth) throw this.#tooDeep(this.#next().from);
    let left = this.#operand();
    for (;;) {
      const operator = this.#next();
      const binds = operator.kind === "symbol" ? (powers[operator.value] ?? 0) : 0;
      if (binds === 0 || binds <= power) break;
      this.#index++;
      left = this.#infix(left, operator, binds);
      if (left.depth > expressionLimits.depth) throw this.#tooDeep(operator.from);
    }
    this.#nesting--;
    return left;
  }

  #infix(left: Expression, operator: Lexeme, power: number): Expression {
    if (operator.value === "|") return this.#pipe(left);
    if (operator.value === "?") return this.#choice(left);
    const right = this.expression(power);
    const { from } = left;
    const { to } = right;
    if (operator.value === "??" || operator.value === "&&" || operator.value === "||") {
      const depth = Math.max(left.depth, right.depth) + 1;
      return { kind: "logical", operator: operator.value satisfies Logical["operator"], left, right, from, to, depth };
    }
    // A long sum is evaluated from left to right without recursion, so its length is no depth.
    const leftDepth = left.kind === "binary" ? left.depth : left.depth + 1;
    const depth = Math.max(leftDepth, right.depth + 1);
    const binary = operator.value as BinaryOperator;
    return { kind: "binary", operator: binary, left, right, at: operator.from, from, to, depth };
  }

  #pipe(left: Expression): Expression {
    const name = this.#next();
    if (name.kind !== "name") throw this.#unexpected("function");
    this.#index++;
    const args = this.#is("(") ? this.#arguments() : { list: [], to: name.to };
    return this.#call(name, [left, ...args.list], args.to, left.from);
  }

  #choice(test: Expression): Expression {
    const yes = this.expression(0);
    this.#take(":");
    const no = this.expression(1);
    const depth = Math.max(test.depth, yes.depth, no.depth) + 1;
    return { kind: "choice", test, yes, no, from: test.from, to: no.to, depth };
  }

  #operand(): Expression {
    const next = this.#next();
    if (this.#is("-") || this.#is("!")) {
      this.#index++;
      const of = this.expression(unaryPower - 1);
      const operator = next.value as "-" | "!";
      return { kind: "unary", operator, of, from: next.from, to: of.to, depth: of.depth + 1 };
    }
    return this.#segments(this.#primary(next));
  }

  #primary(next: Lexeme): Expression {
    const place = { from: next.from, to: next.to, depth: 1 };
    if (next.kind === "number" || next.kind === "string") {
      this.#index++;
      return { kind: "literal", value: next.kind === "number" ? this.#number(next) : next.value, ...place };
    }
    if (next.kind === "name") return this.#named(next);
    if (this.#is("(")) {
      this.#index++;
      const inner = this.expression(0);
      this.#take(")");
      return inner;
    }
    if (this.#is("[")) return this.#list(next);
    if (this.#is("{")) return this.#object(next);
    throw this.#unexpected();
  }

  #named(next: Lexeme): Expression {
    this.#index++;
    const { from, to, value: name } = next;
    if (this.#is("(")) {
      const args = this.#arguments();
      return this.#call(next, args.list, args.to, from);
    }
    const slot = this.#names.lastIndexOf(name);
    if (slot >= 0) return { kind: "name", name, slot, from, to, depth: 1 };
    if (Object.hasOwn(keywords, name)) return { kind: "literal", value: keywords[name] ?? null, from, to, depth: 1 };
    return { kind: "name", name, from, to, depth: 1 };
  }

  #segments(of: Expression): Expression {
    const segments: Segment[] = [];
    let depth = of.depth;
    for (;;) {
      const next = this.#next();
      const optional = this.#is("?.");
      if (!optional && !this.#is(".") && !this.#is("[")) break;
      if (next.value !== "[") this.#index++;
      const key = next.value === "[" || (optional && this.#is("[")) ? this.#key(optional) : this.#property(optional);
      if (typeof key.key === "object") depth = Math.max(depth, key.key.depth + 1);
      segments.push(key);
    }
    const last = segments.at(-1);
    return last === undefined ? of : { kind: "path", of, segments, from: of.from, to: last.to, depth: depth + 1 };
  }

  #property(optional: boolean): Segment {
    const name = this.#next();
    if (name.kind !== "name") throw this.#unexpected("property");
    this.#index++;
    return { key: name.value, optional, from: name.from, to: name.to };
  }

  #key(optional: boolean): Segment {
    this.#index++;
    const key = this.expression(0);
    const to = this.#take("]").to;
    const literal = key.kind === "literal" && (typeof key.value === "string" || typeof key.value === "number");
    return { key: literal ? (key.value as string | number) : key, optional, from: key.from, to };
  }

  #list(open: Lexeme): Expression {
    this.#index++;
    const items: Expression[] = [];
    while (!this.#is("]")) {
      items.push(this.expression(0));
      if (!this.#is("]")) this.#take(",");
    }
    const { to } = this.#take("]");
    return { kind: "list", items, from: open.from, to, depth: deepest(items) + 1 };
  }

  #object(open: Lexeme): ObjectLiteral {
    this.#index++;
    const entries: ObjectLiteral["entries"] = [];
    while (!this.#is("}")) {
      const key = this.#next();
      if (key.kind !== "name" && key.kind !== "string" && key.kind !== "number") throw this.#unexpected("property");
      this.#index++;
      this.#take(":");
      entries.push({ key: key.value, value: this.expression(0) });
      if (!this.#is("}")) this.#take(",");
    }
    const { to } = this.#take("}");
    return { kind: "object", entries, from: open.from, to, depth: deepest(entries.map((entry) => entry.value)) + 1 };
  }

  #arguments(): { list: Expression[]; to: number } {
    this.#take("(");
    const list: Expression[] = [];
    while (!this.#is(")")) {
      list.push(this.#lambda() ?? this.expression(0));
      if (!this.#is(")")) this.#take(",");
    }
    return { list, to: this.#take(")").to };
  }

  /** `x => …` or `(x, index) => …`, if that is what comes. */
  #lambda(): Lambda | undefined {
    const { from } = this.#next();
    const names = this.#lambdaNames();
    if (names === undefined) return undefined;
    const slot = this.#names.length;
    this.#names.push(...names);
    const body = this.expression(0);
    this.#names.length = slot;
    return { kind: "lambda", slot, names, body, from, to: body.to, depth: body.depth + 1 };
  }

  #lambdaNames(): string[] | undefined {
    const ahead = (offset: number) => this.#lexemes[this.#index + offset];
    const shapes = [
      ["n", "=>"],
      ["(", "n", ")", "=>"],
      ["(", "n", ",", "n", ")", "=>"],
    ];
    const fits = (want: string, lexeme?: Lexeme) =>
      want === "n"
        ? lexeme?.kind === "name" && !Object.hasOwn(keywords, lexeme.value)
        : lexeme?.kind === "symbol" && lexeme.value === want;
    const shape = shapes.find((one) => one.every((want, offset) => fits(want, ahead(offset))));
    if (shape === undefined) return undefined;
    const names = shape.flatMap((want, offset) => (want === "n" ? [ahead(offset)?.value ?? ""] : []));
    this.#index += shape.length;
    return names;
  }

  #call(name: Lexeme, args: Expression[], to: number, from: number): FunctionCall {
    this.#check(name.value, args, name.from);
    const depth = deepest(args) + 1;
    // An error in a call points to the function's name, also when a piped value stands before it.
    return { kind: "call", name: name.value, args, at: name.from, from, to, depth };
  }

  #number(next: Lexeme): number {
    const value = Number(next.value);
    if (!Number.isFinite(value)) throw stop("expression.syntax", { reason: "number", found: next.value }, next.from);
    return value;
  }

  #next(): Lexeme {
    return this.#lexemes[this.#index] ?? { kind: "end", from: 0, to: 0, value: "" };
  }

  #is(symbol: string): boolean {
    const next = this.#next();
    return next.kind === "symbol" && next.value === symbol;
  }

  #take(symbol: string): Lexeme {
    const next = this.#next();
    if (!this.#is(symbol)) throw this.#unexpected(symbol);
    this.#index++;
    return next;
  }

  #unexpected(expected?: string): Stop {
    const { kind, value, from } = this.#next();
    const quoted = kind === "error" && (value.startsWith("'") || value.startsWith('"'));
    const empty = kind === "close" && this.#index === 0;
    const reason = quoted ? "openText" : kind === "end" ? "unclosed" : empty ? "empty" : "unexpected";
    const values = { reason, found: value.slice(0, 40), ...(expected === undefined ? {} : { expected }) };
    return stop("expression.syntax", values, from);
  }

  #tooDeep(at: number): Stop {
    return stop("expression.budget", { limit: "depth", most: expressionLimits.depth }, at);
  }
}

function deepest(expressions: readonly Expression[]): number {
  return expressions.reduce((most, one) => Math.max(most, one.depth), 0);
}
