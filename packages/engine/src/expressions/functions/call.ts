import { isObject, type Json, type JsonObject } from "../../json.js";
import type { Budget } from "../budget.js";
import { stop, type Stop } from "../fault.js";
import { numberOf, typeOf, writeText } from "../values.js";

/** A lambda that a function can apply to an entry of a list. */
export type Apply = (value: Json, index: number) => Json;

export interface Argument {
  value: Json | undefined;
  apply?: Apply;
  position: number;
}

/** One call of a function: its arguments in the types the function wants, and the budget of the evaluation. */
export class Call {
  constructor(
    readonly name: string,
    readonly args: readonly Argument[],
    readonly position: number,
    readonly budget: Budget,
    readonly now: number,
    readonly timezone: string,
  ) {}

  has(index: number): boolean {
    return this.args[index]?.value !== undefined;
  }

  /** The argument as it is; null when it was left out. */
  value(index: number): Json {
    return this.args[index]?.value ?? null;
  }

  /** Numbers and yes/no are written as text, null is empty; lists and objects are refused. */
  text(index: number, fallback = ""): string {
    const value = this.args[index]?.value;
    if (value === undefined) return fallback;
    if (typeof value === "object" && value !== null) throw this.type(index, "text");
    return writeText(value, this.budget);
  }

  /** A number or a text that is one. */
  number(index: number, fallback?: number): number {
    const value = this.args[index]?.value;
    if (value === undefined && fallback !== undefined) return fallback;
    const number = numberOf(value ?? null);
    if (number === undefined) throw this.type(index, "number");
    return number;
  }

  /** An entry of the list in argument `index`, as a number. */
  numberIn(index: number, entry: Json): number {
    const number = numberOf(entry);
    if (number === undefined) throw this.type(index, "number", entry);
    return number;
  }

  /** A whole number between two limits. */
  whole(index: number, least: number, most: number, fallback?: number): number {
    const number = this.number(index, fallback);
    if (!Number.isInteger(number) || number < least || number > most) {
      throw this.wrong(index, "range", { least, most, expected: wholeBetween(least, most) });
    }
    return number;
  }

  list(index: number): Json[] {
    const value = this.args[index]?.value;
    if (!Array.isArray(value)) throw this.type(index, "list");
    this.budget.spend(value.length);
    return value;
  }

  object(index: number): JsonObject {
    const value = this.args[index]?.value;
    if (!isObject(value)) throw this.type(index, "object");
    this.budget.spend(Object.keys(value).length);
    return value;
  }

  /** The lambda of an argument; what `fallback` says when it was left out. */
  apply(index: number, fallback?: Apply): Apply {
    const apply = this.args[index]?.apply ?? fallback;
    if (apply === undefined) throw this.wrong(index, "lambda", { expected: "x => …" });
    return apply;
  }

  /** An argument of a type the function cannot use. */
  type(index: number, expected: string, value = this.value(index)): Stop {
    const found = typeOf(value);
    const at = this.args[index]?.position ?? this.position;
    return stop("expression.type", { expected, found, function: this.name }, at);
  }

  /** An argument whose value the function cannot use. */
  wrong(index: number, reason: string, values: Record<string, Json>): Stop {
    const at = this.args[index]?.position ?? this.position;
    return stop("expression.argument", { function: this.name, argument: index + 1, reason, ...values }, at);
  }
}

/** What a whole number may be, for people: one without a bound as a kind, one with a lower bound alone by the first of them. */
function wholeBetween(least: number, most: number): string {
  if (most < Number.MAX_SAFE_INTEGER) return `${least} – ${most}`;
  if (least <= -Number.MAX_SAFE_INTEGER) return "integer";
  // The space is one that does not part kinds (`say.ts` of the messages).
  return `${least},\u00a0${least + 1},\u00a0${least + 2}…`;
}
