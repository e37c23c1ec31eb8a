import { numberInText } from "../expressions/numbers.js";
import type { Json } from "../json.js";
import { parseDate } from "../params/dates.js";
import { entriesOf, isGroup, type Condition, type Where, type WhereOp } from "./where.js";

/**
 * Whether a condition with resolved values holds. Lenient, because values come from forms and sites: `"1 250,50"` is
 * greater than 5, `"5"` equals 5. What cannot be compared does not hold. A date without an offset is meant in `zone`.
 */
export function evaluateWhere(where: Where, zone: string): boolean {
  const holds = (entry: Condition | Where) => (isGroup(entry) ? evaluateWhere(entry, zone) : evaluate(entry, zone));
  return "all" in where ? entriesOf(where).every(holds) : entriesOf(where).some(holds);
}

type Test = (value: Json, to: Json, zone: string) => boolean;

const tests: Record<WhereOp, Test> = {
  equals: same,
  notEquals: (value, to) => !same(value, to),
  contains,
  notContains: (value, to) => !contains(value, to),
  startsWith: (value, to) => textOf(value).startsWith(textOf(to)),
  endsWith: (value, to) => textOf(value).endsWith(textOf(to)),
  greater: numbers((a, b) => a > b),
  greaterOrEqual: numbers((a, b) => a >= b),
  less: numbers((a, b) => a < b),
  lessOrEqual: numbers((a, b) => a <= b),
  before: dates((a, b) => a < b),
  after: dates((a, b) => a > b),
  in: (value, to) => listOf(to).some((one) => same(value, one)),
  isEmpty,
  isNotEmpty: (value) => !isEmpty(value),
  isTrue: (value) => booleanOf(value) === true,
  isFalse: (value) => booleanOf(value) === false,
};

function evaluate(condition: Condition, zone: string): boolean {
  return tests[condition.op](condition.value, condition.to ?? null, zone);
}

function numberOf(value: Json): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "string" ? numberInText(value) : undefined;
}

function numbers(compare: (a: number, b: number) => boolean): Test {
  return (value, to) => {
    const [a, b] = [numberOf(value), numberOf(to)];
    return a !== undefined && b !== undefined && compare(a, b);
  };
}

function dates(compare: (a: number, b: number) => boolean): Test {
  return (value, to, zone) => {
    const [a, b] = [parseDate(value, zone), parseDate(to, zone)];
    return a !== undefined && b !== undefined && compare(a, b);
  };
}

function booleanOf(value: Json): boolean | undefined {
  if (typeof value === "boolean") return value;
  const text = textOf(value).trim().toLowerCase();
  if (text === "true" || text === "1") return true;
  return text === "false" || text === "0" ? false : undefined;
}

function textOf(value: Json): string {
  if (value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function listOf(value: Json): Json[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? value.split(",").map((one) => one.trim()) : [value];
}

function same(value: Json, to: Json): boolean {
  if (value === to) return true;
  if (typeof value === "boolean" || typeof to === "boolean") {
    const a = booleanOf(value);
    return a !== undefined && a === booleanOf(to);
  }
  if (typeof value === "number" || typeof to === "number") {
    const a = numberOf(value);
    return a !== undefined && a === numberOf(to);
  }
  if (typeof value === "object" && typeof to === "object" && value && to) return sameDeep(value, to);
  return textOf(value) === textOf(to);
}

function sameDeep(value: Json[] | { [key: string]: Json }, to: Json[] | { [key: string]: Json }): boolean {
  if (Array.isArray(value) !== Array.isArray(to)) return false;
  const [a, b] = [Object.entries(value), new Map(Object.entries(to))];
  return a.length === b.size && a.every(([key, one]) => b.has(key) && same(one, b.get(key) ?? null));
}

function contains(value: Json, to: Json): boolean {
  if (Array.isArray(value)) return value.some((one) => same(one, to));
  if (value !== null && typeof value === "object") return Object.hasOwn(value, textOf(to));
  return textOf(value).includes(textOf(to));
}

function isEmpty(value: Json): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (value === null) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}
