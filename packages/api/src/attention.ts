import { jsonSchema } from "@leeway/engine";
import { z } from "zod";
import { listOf, listQuerySchema } from "./lists.js";
import { stepErrorDtoSchema } from "./runs.js";

/** `unknown`: nobody knows whether a call arrived · `approval`: a step goes on when a person says yes or no. */
export const attentionKinds = ["unknown", "approval"] as const;
export type AttentionKind = (typeof attentionKinds)[number];

/** Query of `GET /attention`. */
export const attentionQuerySchema = listQuerySchema.extend({
  workflowId: z.string().optional(),
  kind: z.enum(attentionKinds).optional(),
});
export type AttentionQuery = z.infer<typeof attentionQuerySchema>;

/** A step that waits for a person. Values are cut at 4,000 characters, `truncated` then; the step has them whole. */
export const attentionSchema = z.object({
  runId: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  rehearsal: z.boolean(),
  /** The step, inside loops `send[12]`. */
  key: z.string(),
  nodeId: z.string(),
  nodeType: z.string(),
  nodeName: z.string(),
  kind: z.enum(attentionKinds),
  since: z.string(),
  /** When it is over without a person. */
  until: z.string().nullable(),
  /** What was sent, or what is asked. */
  input: jsonSchema.nullable(),
  /** Names of what ids in it stand for, by id, as far as the run knows them. */
  names: z.record(z.string(), z.string()),
  truncated: z.boolean(),
  /** Of a doubt, names of the steps that cannot do without its answer: taken as arrived without one, they fail. */
  readers: z.array(z.string()),
  error: stepErrorDtoSchema.nullable(),
  /** What looks at the service have come to. */
  check: z
    .object({
      times: z.number().int(),
      at: z.string(),
      found: z.array(jsonSchema),
      error: stepErrorDtoSchema.optional(),
    })
    .nullable(),
});
export type AttentionEntry = z.infer<typeof attentionSchema>;

/** Answer of `GET /attention`, newest first; `total`: how many there are with this filter, counted up to 1,000. */
export const attentionListSchema = listOf(attentionSchema).extend({ total: z.number().int() });
export type AttentionList = z.infer<typeof attentionListSchema>;

/** One word for several of them: to doubts what became of them, to approvals yes or no. */
export const attentionWords = ["done", "retry", "fail", "approve", "reject"] as const;
export type AttentionWord = (typeof attentionWords)[number];

/** `POST /attention/resolve` */
export const resolveAttentionSchema = z.object({
  entries: z
    .array(z.object({ runId: z.string().max(100), key: z.string().max(300) }))
    .min(1)
    .max(500),
  as: z.enum(attentionWords),
});
export type ResolveAttention = z.infer<typeof resolveAttentionSchema>;

/** Its answer: an entry for each, in their order. A refusal says why, as a call for this one alone would. */
export const resolvedAttentionSchema = z.object({
  items: z.array(
    z.object({
      runId: z.string(),
      key: z.string(),
      error: z.object({ code: z.string(), status: z.number().int(), title: z.string(), detail: z.string() }).optional(),
    }),
  ),
});
export type ResolvedAttention = z.infer<typeof resolvedAttentionSchema>;
