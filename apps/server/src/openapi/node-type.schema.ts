import { z } from "zod";
import { jsonSchema } from "@leeway/engine";

/** A text in every language of the editor. */
export const textSchema = z.object({ en: z.string(), uk: z.string(), ru: z.string() });

const showIfSchema = z.object({ param: z.string(), in: z.array(jsonSchema) });

export const paramDefinitionSchema = z.looseObject({
  name: z.string(),
  kind: z.string(),
  title: textSchema,
  help: textSchema.optional(),
  placeholder: z.string().optional(),
  required: z.boolean().optional(),
  default: jsonSchema.optional(),
  options: z.array(z.looseObject({ value: jsonSchema, title: textSchema })).optional(),
  optionsFrom: z.looseObject({ nodeType: z.string() }).optional(),
  showIf: showIfSchema.optional(),
  idKind: z.string().optional(),
});

/** What other programs may rely on in an entry of the catalogue; the editor reads more. */
export const nodeTypeSchema = z.looseObject({
  type: z.string(),
  version: z.number().int(),
  kind: z.enum(["trigger", "logic", "action"]),
  title: textSchema,
  summary: textSchema,
  group: z.string(),
  icon: z.string(),
  credential: z
    .object({ types: z.array(z.string()), optional: z.boolean().optional(), showIf: showIfSchema.optional() })
    .optional(),
  params: z.array(paramDefinitionSchema),
  ports: z.array(z.object({ id: z.string(), title: textSchema, showIf: showIfSchema.optional() })),
  effect: z.enum(["read", "idempotent", "create"]),
  sample: jsonSchema.optional(),
  outputSchema: jsonSchema.optional(),
});
