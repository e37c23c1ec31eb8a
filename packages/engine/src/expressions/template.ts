import type { Json } from "../json.js";
import type { Expression, Path } from "./ast.js";
import { Stop, type Fault } from "./fault.js";
import { Interpreter } from "./interpret.js";
import { parseExpression } from "./parser.js";
import type { ExpressionScope } from "./scope.js";
import { member, writeText } from "./values.js";

export type { ExpressionScope } from "./scope.js";

type Part = string | Expression;

/** A text of a param with its `{{ … }}`, parsed. */
export interface Template {
  readonly text: string;
  /** Opaque: texts and syntax trees in their order. */
  readonly parts: readonly unknown[];
}

export type Evaluated =
  | { kind: "value"; value: Json }
  | { kind: "missing"; fault: Fault }
  | { kind: "fault"; fault: Fault };

export type Parsed = { ok: true; template: Template } | { ok: false; fault: Fault };

const remembered = new Map<string, Parsed>();
const longestRemembered = 10_000;
const mostRemembered = 1_000_000;
let rememberedLength = 0;

/** Whether a text has an expression in it; a text without one is sent as it is. */
export function isTemplate(text: string): boolean {
  return text.includes("{{");
}

/** Parses a param's text. The same text is parsed once: the result is remembered, up to a bound. */
export function parseTemplate(text: string): Parsed {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const parsed = parse(text);
  if (text.length > longestRemembered) return parsed;
  rememberedLength += text.length + 100;
  if (rememberedLength > mostRemembered) {
    remembered.clear();
    rememberedLength = text.length + 100;
  }
  remembered.set(text, parsed);
  return parsed;
}

function parse(text: string): Parsed {
  try {
    return { ok: true, template: { text, parts: split(text) } };
  } catch (error) {
    if (error instanceof Stop) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** White space around a lone expression is no text. */
function split(text: string): Part[] {
  const parts: Part[] = [];
  let at = 0;
  for (let open = text.indexOf("{{"); open >= 0; open = text.indexOf("{{", at)) {
    if (open > at) parts.push(text.slice(at, open));
    const { expression, to } = parseExpression(text, open + 2);
    parts.push(expression);
    at = to;
  }
  if (at < text.length) parts.push(text.slice(at));
  const filled = parts.filter((part) => typeof part !== "string" || part.trim() !== "");
  return filled.length === 1 && typeof filled[0] === "object" ? filled : parts;
}

/** The parts of a template, for this folder's own files. */
export function partsOf(template: Template): readonly Part[] {
  return template.parts as readonly Part[];
}

/**
 * The value of a template: of one lone expression the value with its type, of a longer text a text. What the data holds
 * is never parsed again.
 */
export function evaluateTemplate(template: Template, scope: ExpressionScope): Evaluated {
  const parts = partsOf(template);
  const lone = parts.length === 1 ? parts[0] : undefined;
  if (typeof lone === "object" && lone.kind === "path") {
    const value = plain(lone, scope);
    if (value !== undefined) return { kind: "value", value };
  }
  try {
    const interpreter = new Interpreter(template.text, scope);
    return { kind: "value", value: typeof lone === "object" ? whole(lone, interpreter) : joined(parts, interpreter) };
  } catch (error) {
    if (error instanceof Stop) return { kind: error.kind, fault: error.fault };
    throw error;
  }
}

/** The value of a path of plain names, without an interpreter; undefined leaves it to one. */
function plain(path: Path, scope: ExpressionScope): Json | undefined {
  const { of, segments } = path;
  if (of.kind !== "name" || !Object.hasOwn(scope.values, of.name)) return undefined;
  let value = scope.values[of.name];
  for (const { key } of segments) {
    if (value === undefined || typeof key === "object") return undefined;
    value = member(value, key);
  }
  return value;
}

function whole(expression: Expression, interpreter: Interpreter): Json {
  const value = interpreter.evaluate(expression);
  if (expression.kind !== "name" && expression.kind !== "path") interpreter.budget.measure(value);
  return value;
}

function joined(parts: readonly Part[], interpreter: Interpreter): string {
  const texts: string[] = [];
  let length = 0;
  for (const part of parts) {
    const text = typeof part === "string" ? part : writeText(interpreter.evaluate(part), interpreter.budget);
    interpreter.budget.extend(length, text.length);
    length += text.length;
    texts.push(text);
  }
  return texts.join("");
}
