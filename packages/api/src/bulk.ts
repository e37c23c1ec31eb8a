import { jsonSchema, type RunStatus } from "@leeway/engine";
import { z } from "zod";
import { runFilterShape } from "./runs.js";

const ended = ["failed", "cancelled", "succeeded"] as const satisfies RunStatus[];
const open = ["queued", "running", "waiting", "needs_attention"] as const satisfies RunStatus[];

/** Which runs are meant. */
const filterOf = <const S extends readonly [RunStatus, ...RunStatus[]]>(statuses: S) =>
  z.strictObject({
    /** These runs alone. */
    ids: z.array(z.string().max(100)).min(1).max(1_000).optional(),
    ...runFilterShape,
    /** One or several. */
    status: z
      .union([z.enum(statuses), z.array(z.enum(statuses)).min(1).max(statuses.length)])
      .transform((status) => (Array.isArray(status) ? status : [status]))
      .optional(),
  });

const common = {
  /** Says how many there are, and does nothing. */
  dryRun: z.boolean().default(false),
  /** Asked twice with one of these, it is done once. */
  requestKey: z.string().min(1).max(100).optional(),
};

/**
 * `POST /runs/replay`: whole runs again, failed ones unless another status is named; none that was replayed before, or started once
 * more by a replay of the run that called it. Left, and counted, are those whose caller has not ended or is meant as well,
 * and those of which a called run was replayed alone.
 */
export const bulkReplaySchema = z.object({
  filter: filterOf(ended),
  version: z.enum(["draft", "published"]).optional(),
  ...common,
});
/** `POST /runs/cancel`: all that have not ended, unless a status is named. */
export const bulkCancelSchema = z.object({ filter: filterOf(open), ...common });
/** `POST /runs/resolve`: every doubt of the runs that need a person. */
export const bulkResolveSchema = z.object({
  filter: filterOf(["needs_attention"]),
  as: z.enum(["done", "retry", "fail"]),
  output: jsonSchema.optional(),
  ...common,
});
export type BulkReplay = z.output<typeof bulkReplaySchema>;
export type BulkCancel = z.output<typeof bulkCancelSchema>;
export type BulkResolve = z.output<typeof bulkResolveSchema>;

/** Their answer. `count`: to be done; `left`: those that are left as things stand, where there are any. `runIds`: the new runs, or those that were changed, where they are few; otherwise the job tells how far it is. */
export const bulkAnswerSchema = z.object({
  count: z.number().int(),
  left: z.number().int().optional(),
  jobId: z.string().optional(),
  runIds: z.array(z.string()).optional(),
});
export type BulkAnswer = z.infer<typeof bulkAnswerSchema>;

/**
 * `GET /run-jobs/:id`. `count`: all that were meant. `refused`: runs with which it could not be done. `repeated`: somebody had done it
 * meanwhile. `above`: the run that called it, or a repetition of that, had not ended. `below`: a run that it called was
 * repeated alone. The rest, of a job that has ended, was deleted or needed it no more.
 */
export const runJobSchema = z.object({
  id: z.string(),
  action: z.enum(["replay", "cancel", "resolve"]),
  count: z.number().int(),
  done: z.number().int(),
  refused: z.number().int(),
  repeated: z.number().int(),
  above: z.number().int(),
  below: z.number().int(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type RunJob = z.infer<typeof runJobSchema>;
