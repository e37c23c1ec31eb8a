import { z } from "zod";
import { isReservedName, jsonSchema } from "@leeway/engine";

/** What a variable or a custom field may hold. */
export const valueTypes = ["text", "number", "boolean", "date", "phone", "email", "url"] as const;
/** One of them. */
export const valueTypeSchema = z.enum(valueTypes);
export type ValueType = (typeof valueTypes)[number];
/** Names are used in expressions: `vars.site_lgt`, `fields.city`. What every object inherits is no name for a value. */
export const valueNameSchema = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, "valueName")
  .refine((name) => !isReservedName(name), "valueName");

/** Of the list as it was read; sent back, it refuses a list that somebody has changed meanwhile (409 `values.changed`). */
const revision = z.string().max(100).optional();

/** One variable. */
export const variableSchema = z.object({ name: valueNameSchema, type: valueTypeSchema, value: jsonSchema });
export type Variable = z.infer<typeof variableSchema>;
/** `GET/PUT /variables`: the whole list at once. */
export const variablesSchema = z.object({ items: z.array(variableSchema).max(500), revision });
export type VariableList = z.infer<typeof variablesSchema>;

/** One of Leeloo's custom fields. */
export const fieldSchema = z.object({ name: valueNameSchema, type: valueTypeSchema, default: jsonSchema.optional() });
export type Field = z.infer<typeof fieldSchema>;
/** `GET/PUT /fields`: the whole list at once. */
export const fieldsSchema = z.object({ items: z.array(fieldSchema).max(500), revision });
export type FieldList = z.infer<typeof fieldsSchema>;
