import { z } from "zod";
import type { Json } from "../json.js";

/** Any JSON value; depth and size are bounded where it enters (HTTP), not here. */
export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

const positionSchema = z.object({ x: z.number(), y: z.number() });

/** Retry of a step: attempts count the first one; the pause doubles from `backoffSeconds`, ±20 %, at most 5 min. */
export const retrySchema = z.object({
  maxAttempts: z.number().int().min(1).max(10).optional(),
  backoffSeconds: z.number().min(0).max(300).optional(),
});

/** What happens to the run when the step fails for good; see docs "Execution" rule 6. */
export const onErrorSchema = z.enum(["stop", "continue", "branch"]);
export type OnError = z.infer<typeof onErrorSchema>;

/**
 * One node of a workflow. `id` is what expressions use and is kept on rename; `name` is what people see.
 * Unknown keys are kept: a document made by a newer program loses nothing here.
 */
export const workflowNodeSchema = z.looseObject({
  id: z.string().min(1).max(100),
  type: z.string().min(1).max(100),
  name: z.string().max(200).optional(),
  position: positionSchema.default({ x: 0, y: 0 }),
  params: z.record(z.string(), jsonSchema).default({}),
  credential: z.string().max(100).optional(),
  parent: z.string().max(100).optional(),
  disabled: z.boolean().optional(),
  retry: retrySchema.optional(),
  timeoutSeconds: z.number().min(1).max(300).optional(),
  onError: onErrorSchema.optional(),
});
export type WorkflowNode = z.infer<typeof workflowNodeSchema>;

/** A link. It carries no data: it only says what comes after what, and from which port. */
export const workflowEdgeSchema = z.looseObject({
  id: z.string().min(1).max(200),
  source: z.string().min(1).max(100),
  sourceHandle: z
    .string()
    .min(1)
    .max(100)
    .nullish()
    .transform((handle) => handle ?? "main"),
  target: z.string().min(1).max(100),
});
export type WorkflowEdge = z.infer<typeof workflowEdgeSchema>;

export const workflowNoteSchema = z.looseObject({
  id: z.string().min(1).max(100),
  position: positionSchema,
  text: z.string().max(10_000),
});
export type WorkflowNote = z.infer<typeof workflowNoteSchema>;

export const laneSchema = z.enum(["critical", "normal", "bulk"]);
/** How urgent a workflow's calls are when several wait for one token. */
export type Lane = z.infer<typeof laneSchema>;

export const workflowSettingsSchema = z.looseObject({
  /** IANA zone; absent: the workspace's. */
  timezone: z.string().max(100).optional(),
  lane: laneSchema.optional(),
  concurrency: z
    .object({
      limit: z.number().int().min(1),
      policy: z.enum(["skip", "queue", "cancelOld"]),
      key: z.string().optional(),
    })
    .optional(),
});

/**
 * A workflow as it is saved, exported and run. A draft may be full of problems and still be a document;
 * what this schema refuses is no document at all (HTTP 422).
 */
export const workflowDocumentSchema = z.looseObject({
  schemaVersion: z.literal(1),
  name: z.string().min(1).max(200),
  nodes: z.array(workflowNodeSchema).max(5_000).default([]),
  edges: z.array(workflowEdgeSchema).max(20_000).default([]),
  notes: z.array(workflowNoteSchema).max(1_000).default([]),
  settings: workflowSettingsSchema.default({}),
});
export type WorkflowDocument = z.infer<typeof workflowDocumentSchema>;
