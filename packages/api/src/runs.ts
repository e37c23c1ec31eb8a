import { z } from "zod";
import { jsonSchema, rehearsedSchema, runEventBodySchema, runStatuses, stepStatuses, waits } from "@leeway/engine";

/** A step's or run's error, told in the reader's language: what happened, and what to do (`hint`). */
export const stepErrorDtoSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  nodeId: z.string().optional(),
  param: z.string().optional(),
  position: z.number().optional(),
  values: z.record(z.string(), jsonSchema).optional(),
});
export type StepErrorDto = z.infer<typeof stepErrorDtoSchema>;

/** A run without its steps: `GET /runs/:id`, and an entry of `GET /runs`. */
export const runSchema = z.object({
  id: z.string(),
  workflowId: z.string(),
  workflowName: z.string(),
  version: z.union([z.number().int(), z.literal("draft")]),
  trigger: z.string(),
  status: z.enum(runStatuses),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  error: stepErrorDtoSchema.nullable(),
  handledErrors: z.number().int(),
  replayOf: z.string().nullable(),
  rehearsal: z.boolean(),
});
export type Run = z.infer<typeof runSchema>;

/** What became of one step; `key` names it inside its run. */
export const runStepSchema = z.object({
  key: z.string(),
  nodeId: z.string(),
  status: z.enum(stepStatuses),
  attempts: z.number().int(),
  input: jsonSchema.nullable(),
  output: jsonSchema.nullable(),
  error: stepErrorDtoSchema.nullable(),
  port: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  waitingFor: z.object({ reason: z.enum([...waits, "retry"]), until: z.string().nullable() }).optional(),
  /** How far a step of many calls has come. */
  progress: z.object({ done: z.number().int(), total: z.number().int().optional() }).optional(),
  /** In a rehearsal: the call that a real run would have made, and what became of it. */
  rehearsed: rehearsedSchema.optional(),
  /** A value was cut at 64 KB; `GET /runs/:id/steps/:key` has it whole. */
  truncated: z.boolean().optional(),
});
export type RunStep = z.infer<typeof runStepSchema>;

/** Filter of `GET /runs`. */
export const runFilterSchema = z.object({ workflowId: z.string().optional(), status: z.enum(runStatuses).optional() });

/** One SSE message of `GET /runs/:id/events`: `id` = `seq`, `data` = this. */
export const runEventSchema = z.intersection(runEventBodySchema, z.object({ seq: z.number().int() }));

/** One SSE message of `GET /workflows/:id/events`: a run of this workflow came or moved. */
export const runChangeSchema = z.object({ runId: z.string(), status: z.enum(runStatuses), seq: z.number().int() });
export type RunChangeDto = z.infer<typeof runChangeSchema>;

/** `POST /runs/:id/steps/:key/resolve` */
export const resolveStepSchema = z.object({ as: z.enum(["done", "retry", "fail"]), output: jsonSchema.optional() });

/** `POST /runs/:id/steps/:key/approve` */
export const approveStepSchema = z.object({ approved: z.boolean(), data: jsonSchema.optional() });
