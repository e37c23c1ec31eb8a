import { z } from "zod";
import type { Json } from "../json.js";

/** Any JSON value; depth and size are bounded where it enters (HTTP), not here. */
export const jsonSchema: z.ZodType<Json> = z.json() as z.ZodType<Json>;

const positionSchema = z.object({ x: z.number(), y: z.number() });

/** What happens to the run when the step fails for good; see docs "Execution" rule 6. */
export const waysOnError = ["stop", "continue", "branch"] as const;
export type OnError = (typeof waysOnError)[number];
/** How urgent a workflow's calls are when several wait for one token. */
export const lanes = ["critical", "normal", "bulk"] as const;
export type Lane = (typeof lanes)[number];
/** What becomes of a run for which its workflow has no room. */
export const concurrencyPolicies = ["skip", "queue", "cancelOld"] as const;

/**
 * One of some words. A draft keeps any other, which is a problem (`problems/limits.ts`) and keeps it from running: what
 * runs has one of them.
 */
const wordOf = <const Words extends readonly string[]>(_words: Words) =>
  z.string() as unknown as z.ZodType<Words[number], Words[number]>;

/**
 * Retry of a step: attempts count the first one; the pause doubles from `backoffSeconds`, ±20 %, at most 5 min. What is
 * out of range is a problem of the draft, as everywhere here.
 */
const retrySchema = z.object({ maxAttempts: z.number().optional(), backoffSeconds: z.number().optional() });

/**
 * One node of a workflow. `id` is what expressions use and is kept on rename; `name` is what people see.
 * Unknown keys are kept: a document made by a newer program loses nothing here.
 */
export const workflowNodeSchema = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string().optional(),
  position: positionSchema.default({ x: 0, y: 0 }),
  params: z.record(z.string(), jsonSchema).default({}),
  credential: z.string().optional(),
  /** What ids in params are called, by param and id: for people to read, never sent. */
  labels: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  parent: z.string().optional(),
  disabled: z.boolean().optional(),
  retry: retrySchema.optional(),
  timeoutSeconds: z.number().optional(),
  onError: wordOf(waysOnError).optional(),
});
export type WorkflowNode = z.infer<typeof workflowNodeSchema>;

/** A link. It carries no data: it only says what comes after what, and from which port. */
export const workflowEdgeSchema = z.looseObject({
  id: z.string(),
  source: z.string(),
  sourceHandle: z
    .string()
    .nullish()
    .transform((handle) => handle ?? "main"),
  target: z.string(),
});
export type WorkflowEdge = z.infer<typeof workflowEdgeSchema>;

/** A remark beside the steps: plain text, never markup. Nothing of it is ever run. */
export const workflowNoteSchema = z.looseObject({
  id: z.string(),
  position: positionSchema,
  text: z.string(),
  /** As wide and as high as somebody has pulled it; without it, as its text needs. */
  width: z.number().optional(),
  height: z.number().optional(),
  /** One of the editor's few colours; another program's word is kept and shown as the usual one. */
  color: z.string().optional(),
});
export type WorkflowNote = z.infer<typeof workflowNoteSchema>;

export const workflowSettingsSchema = z.looseObject({
  /** IANA zone; absent: the workspace's. */
  timezone: z.string().optional(),
  lane: wordOf(lanes).optional(),
  concurrency: z
    .object({
      limit: z.number(),
      policy: wordOf(concurrencyPolicies),
      key: z.string().optional(),
    })
    .optional(),
});

/** Every list of runs repeats a workflow's name; what is worth mending in a draft ends far below. */
const LONGEST_NAME_KEPT = 1_000;

/**
 * A workflow as it is saved, exported and run. A draft may be full of problems and still be a document;
 * what this schema refuses is no document at all (HTTP 422).
 */
export const workflowDocumentSchema = z.looseObject({
  schemaVersion: z.literal(1),
  name: z.string().max(LONGEST_NAME_KEPT),
  nodes: z.array(workflowNodeSchema).max(5_000).default([]),
  edges: z.array(workflowEdgeSchema).max(20_000).default([]),
  notes: z.array(workflowNoteSchema).max(1_000).default([]),
  settings: workflowSettingsSchema.default({}),
});
export type WorkflowDocument = z.infer<typeof workflowDocumentSchema>;

/** A document that was taken in once: a bound that came later does not keep anybody from it, least of all a run that waits. */
export const storedDocumentSchema = workflowDocumentSchema.extend({ name: z.string() });
