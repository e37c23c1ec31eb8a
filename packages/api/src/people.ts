import { jsonSchema } from "@leeway/engine";
import { z } from "zod";
import { attentionSchema } from "./attention.js";
import { listOf } from "./lists.js";
import { runSchema } from "./runs.js";

/** `GET /people/:id`: what the runs know of a person of Leeloo's; `id` of the query may be a channel's of theirs as well. */
export const personSchema = z.object({
  id: z.string(),
  /** As the newest run that names them has seen it; null where none has. */
  name: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  channels: z.array(z.string()),
  /** Steps of which nobody knows whether they reached this person, newest first. */
  unknown: z.array(attentionSchema),
});
export type Person = z.infer<typeof personSchema>;

/** Something that a run did to a person: a message, a tag, an order … */
export const personEffectSchema = z.object({
  /** The step, inside loops `send[12]`. */
  key: z.string(),
  nodeId: z.string(),
  nodeType: z.string(),
  nodeName: z.string(),
  status: z.string(),
  /** When it ended, or began. */
  at: z.string().nullable(),
  /** What was sent; null where it is long: the step has it whole. */
  input: jsonSchema.nullable(),
});
export type PersonEffect = z.infer<typeof personEffectSchema>;

/** An entry of `GET /people/:id/runs`: a run that concerned a person, with what it did to them. */
export const personRunSchema = runSchema.extend({ effects: z.array(personEffectSchema) });
export type PersonRun = z.infer<typeof personRunSchema>;

/** Its answer, newest run first; `search` as in `GET /runs`. */
export const personRunsSchema = listOf(personRunSchema).extend({
  search: z.object({ upTo: z.string().nullable(), cut: z.boolean() }),
});
export type PersonRuns = z.infer<typeof personRunsSchema>;
