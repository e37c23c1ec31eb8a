import { z } from "zod";
import type { Json } from "../json.js";
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

export const isGroup = (entry: Condition | Where): entry is Where => "all" in entry || "any" in entry;
export const entriesOf = (where: Where) => ("all" in where ? where.all : where.any);
