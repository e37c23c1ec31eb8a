import { isObject, type Json } from "../json.js";
import type { Text } from "../text.js";
import { childrenOf, type Expression, type FunctionCall, type Lambda, type Path } from "./ast.js";
import { Stop } from "./fault.js";
import { Interpreter } from "./interpret.js";
import { cursorAt, type Cursor } from "./cursor.js";
import { isPlainName } from "./lexer.js";
import type { ExpressionScope } from "./scope.js";
import { functionTable } from "./table.js";
import { member, typeOf } from "./values.js";

/** One thing that could stand at the cursor. */
export interface CompletionItem {
  label: string;
  kind: "name" | "property" | "function";
  /** What replaces the text from `from` to `to`. */
  insert: string;
  /** The value it has in the scope. */
  preview?: Json;
  about?: Text;
}

/** The items fit what is typed already and stand in the order to show: nobody has to filter or sort them again. */
export interface Completion {
  from: number;
  to: number;
  items: CompletionItem[];
}

const mostItems = 200;

/** What can be written at a position of a param's text: names, properties of what the scope holds, functions. Never throws. */
export function complete(text: string, position: number, scope: ExpressionScope): Completion {
  const nothing = { from: position, to: position, items: [] };
  try {
    const cursor = cursorAt(text, position);
    return cursor === undefined ? nothing : completion(cursor, text, scope);
  } catch (error) {
    if (error instanceof Stop) return nothing;
    throw error;
  }
}

function completion(cursor: Cursor, text: string, scope: ExpressionScope): Completion {
  const interpreter = new Interpreter("", scope);
  const locals = new Map<string, Json>();
  let node: Expression = cursor.tree;
  for (;;) {
    if (node.kind === "path" && node.segments.some(({ key, from }) => typeof key === "string" && from === cursor.at))
      return properties(cursor, node, interpreter, text);
    if (node.kind === "call" && node.at === cursor.at) return functions(cursor, node, interpreter);
    const child: Expression | undefined = childrenOf(node).find(({ from, to }) => from <= cursor.at && cursor.at < to);
    if (child === undefined) break;
    if (node.kind === "call" && child.kind === "lambda") enter(node, child, interpreter, locals);
    node = child;
  }
  return node.kind === "name" ? names(cursor, locals, scope) : { from: cursor.from, to: cursor.to, items: [] };
}

/** Inside a lambda its names stand for the first entry of the list. */
function enter(call: FunctionCall, lambda: Lambda, interpreter: Interpreter, locals: Map<string, Json>): void {
  const list = valueOf(interpreter, call.args[0]);
  const entry = (Array.isArray(list) ? list[0] : undefined) ?? null;
  interpreter.bind(lambda, entry, 0);
  const [name, index] = lambda.names;
  if (name !== undefined) locals.set(name, entry);
  if (index !== undefined) locals.set(index, 0);
}

/** What an expression gives, if it gives something. */
function valueOf(interpreter: Interpreter, node: Expression | undefined): Json | undefined {
  try {
    return node && interpreter.evaluate(node);
  } catch (error) {
    if (error instanceof Stop) return undefined;
    throw error;
  }
}

function properties(cursor: Cursor, node: Path, interpreter: Interpreter, text: string): Completion {
  const segments = node.segments.slice(0, -1);
  const value = valueOf(interpreter, segments.length === 0 ? node.of : { ...node, segments });
  const { from, to, quote } = cursor;
  if (Array.isArray(value)) return entries(cursor, value, text);
  if (!isObject(value)) return { from, to, items: [] };
  const keys = Object.keys(value);
  const items = fitting(cursor.typed, keys, (key) => key).map((label): CompletionItem => {
    const preview = member(value, label);
    return { label, kind: "property", insert: label, ...(preview !== undefined && { preview }) };
  });
  if (quote !== undefined)
    return { from, to, items: items.map((item) => ({ ...item, insert: JSON.stringify(item.label) + quote })) };
  if (items.every(({ label }) => isPlainName(label))) return { from, to, items };
  // A key that is no name takes the place of the dot too; then all of them do.
  const dot = text.slice(0, from).trimEnd();
  const sign = dot.endsWith("?.") ? "?." : ".";
  const bracket = sign === "." ? "" : sign;
  const insert = (label: string) => (isPlainName(label) ? sign + label : `${bracket}[${JSON.stringify(label)}]`);
  return { from: dot.length - sign.length, to, items: items.map((item) => ({ ...item, insert: insert(item.label) })) };
}

/** A list has no properties: its first entry is what is meant most often. */
function entries({ typed, from, to, quote }: Cursor, list: readonly Json[], text: string): Completion {
  const preview = list[0];
  if (typed !== "" || quote !== undefined || preview === undefined) return { from, to, items: [] };
  const dot = text.slice(0, from).trimEnd();
  const optional = dot.endsWith("?.");
  const item: CompletionItem = { label: "[0]", kind: "property", insert: optional ? "?.[0]" : "[0]", preview };
  return { from: dot.length - (optional ? 2 : 1), to, items: [item] };
}

const ownGroup: Readonly<Record<string, string>> = { text: "text", number: "number", list: "list", object: "json" };

/** Behind a pipe, those made for such a value come first. */
function functions(cursor: Cursor, call: FunctionCall, interpreter: Interpreter): Completion {
  const value = valueOf(interpreter, call.args[0]);
  const group = value === undefined ? undefined : ownGroup[typeOf(value)];
  const sorted = functionTable.toSorted((a, b) => Number(b.group === group) - Number(a.group === group));
  const items = fitting(cursor.typed, sorted, ({ name }) => name).map(({ name, args, about }): CompletionItem => {
    const more = args.slice(1).some(({ optional }) => optional !== true) && !cursor.called;
    return { label: name, kind: "function", insert: more ? `${name}(` : name, about };
  });
  return { from: cursor.from, to: cursor.to, items };
}

function names(cursor: Cursor, locals: ReadonlyMap<string, Json>, scope: ExpressionScope): Completion {
  const known = new Map([
    ...[...locals].toReversed(),
    ...Object.entries(scope.values).filter(([name]) => !locals.has(name)),
  ]);
  const found = fitting(cursor.typed, [...known.keys()], (name) => name).map((label): CompletionItem => {
    const preview = known.get(label);
    return { label, kind: "name", insert: label, ...(preview !== undefined && { preview }) };
  });
  const calls = fitting(cursor.typed, functionTable, ({ name }) => name).map(({ name, about }): CompletionItem => ({
    label: name,
    kind: "function",
    insert: cursor.called ? name : `${name}(`,
    about,
  }));
  return { from: cursor.from, to: cursor.to, items: [...found, ...calls].slice(0, mostItems) };
}

/** Those that begin with what is typed, then those that have it inside. */
function fitting<T>(typed: string, candidates: readonly T[], nameOf: (candidate: T) => string): T[] {
  const wanted = typed.toLowerCase();
  const lower = (candidate: T) => nameOf(candidate).toLowerCase();
  const first = candidates.filter((candidate) => lower(candidate).startsWith(wanted));
  const then = candidates.filter(
    (candidate) => lower(candidate).includes(wanted, 1) && !lower(candidate).startsWith(wanted),
  );
  return [...first, ...(wanted === "" ? [] : then)].slice(0, mostItems);
}
