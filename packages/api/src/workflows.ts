import { z } from "zod";
import { labelSchema } from "./labels.js";
import { listQuerySchema } from "./lists.js";
import { jsonSchema, problemCodes, workflowDocumentSchema } from "@leeway/engine";
import { authorSchema } from "./together.js";

/** A trigger of a workflow; a webhook has the address it is called at. */
export const workflowTriggerSchema = z.object({ nodeId: z.string(), type: z.string(), url: z.string().optional() });

/** `GET /workflows/:id`; the list leaves `document` out and adds counts. */
export const workflowSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Grows by one with every save. */
  revision: z.number().int(),
  document: workflowDocumentSchema,
  /** `revision` is the draft's when it was published: the same one means that nothing waits for publishing. */
  published: z.object({ version: z.number().int(), revision: z.number().int(), publishedAt: z.string() }).nullable(),
  triggers: z.array(workflowTriggerSchema),
  createdAt: z.string(),
  updatedAt: z.string(),
  /** Who saved the draft last. */
  updatedBy: authorSchema,
});
export type Workflow = z.infer<typeof workflowSchema>;

/** An entry of `GET /workflows`. */
export const workflowListItemSchema = workflowSchema.omit({ document: true }).extend({
  labels: z.array(labelSchema),
  nodeTypes: z.array(z.string()),
  lastRun: z.object({ id: z.string(), status: z.string(), startedAt: z.string() }).nullable(),
  problems: z.number().int(),
});
export type WorkflowListItem = z.infer<typeof workflowListItemSchema>;

/** Query of `GET /workflows`; `label`: only those that have the label with this id. */
export const workflowListQuerySchema = listQuerySchema.extend({ label: z.string().max(100).optional() });
export type WorkflowListQuery = z.infer<typeof workflowListQuerySchema>;

/** `GET /callees?ids=a,b`: workflows as steps of others see them; those that are not there are left out. */
export const calleesQuerySchema = z.object({
  ids: z
    .string()
    .default("")
    .transform((text) => [...new Set(text.split(",").filter(Boolean))].slice(0, 200)),
});
/** One of them: its published version counts, before there is one its draft. */
export const calleeSchema = z.object({
  id: z.string(),
  name: z.string(),
  published: z.boolean(),
  /** It has the trigger for it. */
  callable: z.boolean(),
  /** What that trigger declares. */
  inputs: z.array(z.object({ name: z.string(), type: z.string(), required: z.boolean() })),
});
export type CalleeDto = z.infer<typeof calleeSchema>;

/** `POST /workflows` */
export const createWorkflowSchema = z.object({ document: workflowDocumentSchema });
/** `PUT /workflows/:id`; `revision` is the one that was edited: 409 `workflow.changed` where it is no longer the newest. */
export const saveWorkflowSchema = z.object({ revision: z.number().int(), document: workflowDocumentSchema });

/** What is wrong with a document, and where, as a program and as a sentence. */
export const problemSchema = z.object({
  code: z.enum(problemCodes),
  severity: z.enum(["error", "warning"]),
  nodeId: z.string().optional(),
  edgeId: z.string().optional(),
  param: z.string().optional(),
  position: z.number().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  message: z.string(),
});
export type ProblemDto = z.infer<typeof problemSchema>;
/** `POST /workflows/:id/validate`; a `document` in the body is checked instead of the saved draft. */
export const validateRequestSchema = z.object({ document: workflowDocumentSchema.optional() });
/** Its answer. */
export const validateAnswerSchema = z.object({ problems: z.array(problemSchema) });
/**
 * `POST /workflows/:id/publish`; `leave`: triggers that take nothing of what came before, by their nodes' ids; `revision`:
 * the one that was looked at, 409 `workflow.changed` where it is no longer the newest.
 */
export const publishRequestSchema = z
  .object({ leave: z.array(z.string().max(100)).max(1_000).default([]), revision: z.number().int().optional() })
  .default({ leave: [] });
export type PublishRequest = z.infer<typeof publishRequestSchema>;
/** Its answer. */
export const publishAnswerSchema = z.object({ version: z.number().int() });
/** An entry of `GET /workflows/:id/versions`: a published version, which never changes. */
export const workflowVersionSchema = z.object({
  version: z.number().int(),
  publishedAt: z.string(),
  /** Null: a program. Empty: somebody whose account is gone. */
  publishedBy: z.string().nullable(),
  current: z.boolean(),
  /** It was never live: a draft, kept when an import took its place; `publishedAt` and `publishedBy` tell of that. */
  keptDraft: z.boolean(),
});
export type WorkflowVersion = z.infer<typeof workflowVersionSchema>;
/** `GET /workflows/:id/versions/:version` */
export const workflowVersionWithDocumentSchema = workflowVersionSchema.extend({ document: workflowDocumentSchema });
export type WorkflowVersionWithDocument = z.infer<typeof workflowVersionWithDocumentSchema>;

/** `GET /workflows/:id/samples`: the kept sample payload of each trigger node. */
export const triggerSamplesSchema = z.object({ samples: z.record(z.string(), jsonSchema) });
/** `PUT /workflows/:id/samples`: sets one; null forgets it. */
export const putTriggerSampleSchema = z.object({ nodeId: z.string(), payload: jsonSchema });

/** `POST /workflows/:id/runs` */
export const startRunSchema = z
  .object({
    node: z.string().optional(),
    payload: jsonSchema.optional(),
    version: z.enum(["draft", "published"]).optional(),
    rehearsal: z.boolean().optional(),
    /** The draft as far as this step; steps with kept data give those instead of being done. */
    upTo: z.string().max(100).optional(),
    /** This step of the draft alone, with what is kept or what the last run gave in the place of the steps before it. */
    only: z.string().max(100).optional(),
  })
  .refine(({ only, upTo }) => only === undefined || upTo === undefined, { path: ["upTo"], message: "onlyOrUpTo" })
  .refine(({ only, upTo, version }) => version !== "published" || (only ?? upTo) === undefined, {
    path: ["version"],
    message: "triesDraft",
  });
export type StartRun = z.input<typeof startRunSchema>;
/** Its answer. */
export const startRunAnswerSchema = z.object({
  runId: z.string(),
  /** Of one step alone in a loop: its key, which says with which item it is tried. */
  key: z.string().optional(),
});
export type StartedRun = z.infer<typeof startRunAnswerSchema>;
