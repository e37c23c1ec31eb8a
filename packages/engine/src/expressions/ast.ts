import type { Json } from "../json.js";

interface Piece {
  /** Offsets in the whole text of the param. */
  from: number;
  to: number;
  /** How deep the tree under it is; bounded when parsing, so evaluation needs no count of its own. */
  depth: number;
}

interface Literal extends Piece {
  kind: "literal";
  value: Json;
}

/** A name of the scope, or of a lambda (`slot` counts those from the outside in). */
interface Name extends Piece {
  kind: "name";
  name: string;
  slot?: number;
}

/** One `.b`, `[0]` or `["key"]` of a path. */
export interface Segment {
  key: string | number | Expression;
  optional: boolean;
  from: number;
  to: number;
}

export interface Path extends Piece {
  kind: "path";
  of: Expression;
  segments: Segment[];
}

interface List extends Piece {
  kind: "list";
  items: Expression[];
}

export interface ObjectLiteral extends Piece {
  kind: "object";
  entries: { key: string; value: Expression }[];
}

interface Unary extends Piece {
  kind: "unary";
  operator: "-" | "!";
  of: Expression;
}

export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "==" | "!=" | "<" | "<=" | ">" | ">=";

export interface Binary extends Piece {
  kind: "binary";
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
  /** Where the operator stands. */
  at: number;
}

export interface Logical extends Piece {
  kind: "logical";
  operator: "&&" | "||" | "??";
  left: Expression;
  right: Expression;
}

interface Choice extends Piece {
  kind: "choice";
  test: Expression;
  yes: Expression;
  no: Expression;
}

export interface Lambda extends Piece {
  kind: "lambda";
  /** The slot of the first name; the second one follows. */
  slot: number;
  names: string[];
  body: Expression;
}

/** A function with its arguments; of a pipe, the piped value is the first one. */
export interface FunctionCall extends Piece {
  kind: "call";
  name: string;
  args: Expression[];
  /** Where the name stands. */
  at: number;
}

export type Expression =
  | Literal
  | Name
  | Path
  | List
  | ObjectLiteral
  | Unary
  | Binary
  | Logical
  | Choice
  | Lambda
  | FunctionCall;

/** The keys of a path that are expressions themselves. */
export function keysOf(node: Path): Expression[] {
  return node.segments.flatMap(({ key }) => (typeof key === "object" ? [key] : []));
}

/** The expressions of which an expression is made. */
export function childrenOf(node: Expression): Expression[] {
  switch (node.kind) {
    case "literal":
    case "name":
      return [];
    case "path":
      return [node.of, ...keysOf(node)];
    case "list":
      return node.items;
    case "object":
      return node.entries.map((entry) => entry.value);
    case "unary":
      return [node.of];
    case "binary":
    case "logical":
      return [node.left, node.right];
    case "choice":
      return [node.test, node.yes, node.no];
    case "lambda":
      return [node.body];
    case "call":
      return node.args;
  }
}
