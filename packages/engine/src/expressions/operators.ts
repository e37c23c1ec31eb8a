import type { Json } from "../json.js";
import type { BinaryOperator } from "./ast.js";
import type { Budget } from "./budget.js";
import { stop } from "./fault.js";
import { equal, numberOf, typeOf, writeText } from "./values.js";

/** The value of `left operator right`; `at` is where the operator stands. */
export function operate(operator: BinaryOperator, left: Json, right: Json, at: number, budget: Budget): Json {
  switch (operator) {
    case "==":
      return equal(left, right, budget);
    case "!=":
      return !equal(left, right, budget);
    case "+":
      return add(left, right, at, budget);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compare(operator, left, right, at);
    default:
      return calculate(operator, left, right, at);
  }
}

function add(left: Json, right: Json, at: number, budget: Budget): Json {
  if (typeof left !== "string" && typeof right !== "string") {
    return finite(needNumber(left, "+", at) + needNumber(right, "+", at), "+", at);
  }
  const [a, b] = [writeText(left, budget), writeText(right, budget)];
  budget.grow(a.length + b.length);
  return a + b;
}

function calculate(operator: "-" | "*" | "/" | "%", left: Json, right: Json, at: number): number {
  const [a, b] = [needNumber(left, operator, at), needNumber(right, operator, at)];
  const result = { "-": a - b, "*": a * b, "/": a / b, "%": a % b }[operator];
  return finite(result, operator, at);
}

/** Two texts compare as texts, so that ISO dates work; as soon as one side is a number, both are numbers. */
function compare(operator: "<" | "<=" | ">" | ">=", left: Json, right: Json, at: number): boolean {
  const texts = typeof left === "string" && typeof right === "string";
  const a = texts ? left : needNumber(left, operator, at);
  const b = texts ? right : needNumber(right, operator, at);
  return { "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[operator];
}

/** `-value` */
export function negate(value: Json, at: number): number {
  return -needNumber(value, "-", at);
}

function needNumber(value: Json, operator: string, at: number): number {
  const number = numberOf(value);
  if (number === undefined) throw stop("expression.type", { expected: "number", found: typeOf(value), operator }, at);
  return number;
}

/** Division by zero and overflow are no JSON. */
function finite(value: number, operator: string, at: number): number {
  if (!Number.isFinite(value)) throw stop("expression.type", { expected: "number", found: "infinity", operator }, at);
  return value;
}
