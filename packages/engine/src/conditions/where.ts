import { z } from "zod";
import { isObject, type Json } from "../json.js";
import { jsonSchema } from "../document/document.js";

export const whereOps = [
  "equals",
  "notEquals",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "greater",
  "greaterOrEqual",
  "less",
  "lessOrEqual",
  "before",
  "after",
  "in",
  "isEmpty",
  "isNotEmpty",
  "isTrue",
  "isFalse",
] as const;
export type WhereOp = (typeof whereOps)[number];

/** Operators that look at the value alone and have no `to`. */
export const loneOps: ReadonlySet<string> = new Set<WhereOp>(["isEmpty", "isNotEmpty", "isTrue", "isFalse"]);
/** Operators for which a missing value is an empty one and no error. */
export const missingOps: ReadonlySet<string> = new Set<WhereOp>(["isEmpty", "isNotEmpty"]);

export interface Condition {
  value: Json;
  op: WhereOp;
  to?: Json | undefined;
}
/** All of these, or any of these; groups nest. */
export type Where = { all: (Condition | Where)[] } | { any: (Condition | Where)[] };

const conditionSchema = z.strictObject({ value: jsonSchema, op: z.enum(whereOps), to: jsonSchema.optional() });
const entries = () => z.array(z.union([conditionSchema, whereSchema]));
/** What a `where` param must look like, templates unresolved or resolved. */
export const whereSchema: z.ZodType<Where> = z.lazy(() =>
  z.union([z.strictObject({ all: entries() }), z.strictObject({ any: entries() })]),
);

const ops: ReadonlySet<unknown> = new Set(whereOps);
const conditionKeys: ReadonlySet<string> = new Set(["value", "op", "to"]);

/** The same question as the schema's, of a value that is known to be JSON: it is asked of every step with a condition. */
export function isWhere(value: Json | undefined): boolean {
  if (!isObject(value)) return false;
  const [key, ...others] = Object.keys(value);
  if (others.length > 0 || (key !== "all" && key !== "any")) return false;
  const group = value[key];
  return Array.isArray(group) && group.every((entry) => isCondition(entry) || isWhere(entry));
}

function isCondition(value: Json): boolean {
  if (!isObject(value) || !Object.hasOwn(value, "value") || !ops.has(value["op"])) return false;
  for (const key of Object.keys(value)) if (!conditionKeys.has(key)) return false;
  return true;
}

export const isGroup = (entry: Condition | Where): entry is Where => "all" in entry || "any" in entry;
export const entriesOf = (where: Where) => ("all" in where ? where.all : where.any);
