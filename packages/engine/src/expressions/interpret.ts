import { isObject, type Json } from "../json.js";
import type { Binary, Expression, FunctionCall, Lambda, Path, Segment } from "./ast.js";
import { Budget } from "./budget.js";
import { Stop, stop } from "./fault.js";
import { Call, type Apply, type Argument } from "./functions/call.js";
import { nearest } from "./nearest.js";
import { negate, operate } from "./operators.js";
import { rootNames, type ExpressionScope } from "./scope.js";
import { functionNamed } from "./table.js";
import { member, newObject, put, typeOf } from "./values.js";

/** Walks the tree of an expression over a scope. What is missing ends the walk unless something takes it. */
export class Interpreter {
  readonly budget = new Budget();
  readonly #locals: Json[] = [];
  /** How many attempts are under way: what is missing inside of one is taken, whatever it says. */
  #attempts = 0;

  constructor(
    readonly text: string,
    readonly scope: ExpressionScope,
  ) {}

  evaluate(node: Expression): Json {
    this.budget.position = node.from;
    this.budget.spend(1);
    switch (node.kind) {
      case "literal":
        return node.value;
      case "name":
        return node.slot === undefined ? this.#root(node.name, node.from) : (this.#locals[node.slot] ?? null);
      case "path":
        return this.#path(node);
      case "list":
        return node.items.map((item) => this.evaluate(item));
      case "object":
        return this.#object(node.entries);
      case "unary": {
        const value = this.evaluate(node.of);
        return node.operator === "!" ? !value : negate(value, node.from);
      }
      case "binary":
        return this.#binary(node);
      case "logical": {
        if (node.operator === "??") return this.#attempt(node.left) ?? this.evaluate(node.right);
        const left = this.evaluate(node.left);
        return (node.operator === "&&") === Boolean(left) ? this.evaluate(node.right) : left;
      }
      case "choice":
        return this.evaluate(this.evaluate(node.test) ? node.yes : node.no);
      case "call":
        return this.#call(node);
      case "lambda":
        throw stop("expression.syntax", { reason: "unexpected", found: "=>" }, node.from);
    }
  }

  #root(name: string, at: number): Json {
    const { values } = this.scope;
    if (Object.hasOwn(values, name)) return values[name] ?? null;
    const known = (rootNames as readonly string[]).includes(name);
    if (known) throw new Stop("missing", { code: "expression.missing", values: { path: name }, position: at });
    const meant = nearest(name, [...rootNames, ...Object.keys(values)]);
    throw stop("expression.unknownName", { name, ...(meant === undefined ? {} : { suggestion: meant }) }, at);
  }

  /** From the first `?.` that finds nothing on, the whole rest of the path is null. */
  #path(node: Path): Json {
    const first = node.segments[0];
    let value = first?.optional === true ? this.#attempt(node.of) : this.evaluate(node.of);
    for (const segment of node.segments) {
      const key = typeof segment.key === "object" ? this.#key(segment, segment.key) : segment.key;
      const found = value === undefined ? undefined : member(value, key);
      if (found === undefined) {
        if (segment.optional || value === undefined) return null;
        // `a.b?.c`: what `b` lacks is taken by the question mark behind it.
        const next = node.segments[node.segments.indexOf(segment) + 1];
        if (next?.optional === true) return null;
        throw this.#missing(node, segment, key, value);
      }
      value = found;
    }
    return value ?? null;
  }

  #key(segment: Segment, expression: Expression): string | number {
    const key = this.evaluate(expression);
    if (typeof key === "string" || typeof key === "number") return key;
    throw stop("expression.type", { expected: "text", found: typeOf(key) }, segment.from);
  }

  #missing(node: Path, segment: Segment, key: string | number, of: Json): Stop {
    const path = this.text.slice(node.from, segment.to).slice(0, 200);
    // To look for what was meant costs far more than a step, so only where somebody will read it.
    const meant = this.#attempts === 0 && isObject(of) ? nearest(String(key), Object.keys(of)) : undefined;
    const values = { path, ...(meant === undefined ? {} : { suggestion: meant }) };
    return new Stop("missing", { code: "expression.missing", values, position: segment.from });
  }

  /** The value, or undefined where a missing path ends it. */
  #attempt(node: Expression): Json | undefined {
    this.#attempts += 1;
    try {
      return this.evaluate(node);
    } catch (error) {
      if (error instanceof Stop && error.kind === "missing") return undefined;
      throw error;
    } finally {
      this.#attempts -= 1;
    }
  }

  #object(entries: readonly { key: string; value: Expression }[]): Json {
    const made = newObject();
    for (const { key, value } of entries) put(made, key, this.evaluate(value));
    return made;
  }

  /** Long chains lean to the left; they are walked without recursion. */
  #binary(node: Binary): Json {
    const chain: Binary[] = [node];
    let first: Expression = node.left;
    for (; first.kind === "binary"; first = first.left) chain.push(first);
    let value = this.evaluate(first);
    for (const { operator, right, at } of chain.reverse()) {
      const other = this.evaluate(right);
      this.budget.position = at;
      this.budget.spend(1);
      value = operate(operator, value, other, at, this.budget);
    }
    return value;
  }

  #call(node: FunctionCall): Json {
    const entry = functionNamed(node.name);
    if (entry === undefined) throw stop("expression.unknownFunction", { name: node.name }, node.at);
    const args = node.args.map((arg, index): Argument => {
      if (arg.kind === "lambda") return { value: undefined, apply: this.#lambda(arg), position: arg.from };
      const value = index === 0 && entry.takesMissing ? this.#attempt(arg) : this.evaluate(arg);
      if (typeof value === "string") this.budget.grow(value.length);
      return { value, position: arg.from };
    });
    this.budget.position = node.at;
    const { now, timezone } = this.scope;
    const result = entry.run(new Call(node.name, args, node.at, this.budget, now, timezone));
    if (typeof result === "string" || Array.isArray(result)) this.budget.grow(result.length);
    return result;
  }

  #lambda(node: Lambda): Apply {
    return (value, index) => {
      this.bind(node, value, index);
      return this.evaluate(node.body);
    };
  }

  /** Gives the names of a lambda their values. */
  bind(node: Lambda, value: Json, index: number): void {
    this.#locals[node.slot] = value;
    if (node.names.length > 1) this.#locals[node.slot + 1] = index;
  }
}
