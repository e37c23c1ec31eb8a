import { z } from "zod";
import { jsonSchema } from "../document/document.js";
import { stepErrorSchema } from "../failures.js";

/**
 * The log of a run. Events are the truth: worker, API and editor all fold the same list (fold.ts).
 * Times are milliseconds since 1970. `key` is the node's id, inside loops `send[12]`.
 */
const step = { key: z.string(), nodeId: z.string() };
const at = z.number();

/**
 * `sent`: to the sandbox instead, as it is (it only reads), or nothing was. `note`: why a real run could not have sent it.
 * `names`: given by name, and looked up in the real account by a real run.
 */
export const rehearsedSchema = z.object({
  method: z.string(),
  url: z.string(),
  body: jsonSchema.optional(),
  sent: z.enum(["sandbox", "asIs", "nothing"]),
  note: z.enum(["credentialMissing", "credentialUnreadable"]).optional(),
  names: z.array(z.string()).optional(),
});
export type Rehearsed = z.infer<typeof rehearsedSchema>;

export const runEventBodySchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("run.created"),
    at,
    workflowId: z.string(),
    version: z.union([z.number().int(), z.literal("draft")]),
    /** The trigger node that fired; its output is `payload`. */
    trigger: z.string(),
    payload: jsonSchema,
    rehearsal: z.boolean(),
    replayOf: z.string().optional(),
  }),
  /** Intent: committed before a `create` call leaves. `input` = the resolved params, secrets censored. */
  z.object({
    type: z.literal("step.started"),
    at,
    ...step,
    attempt: z.number().int(),
    input: jsonSchema,
    /** Censoring changed `input`: a retry resolves the params again instead of sending asterisks. */
    censored: z.boolean().optional(),
  }),
  /** How far a step of many calls has come, at most once a second, and what it waits for between two of them. */
  z.object({
    type: z.literal("step.progressed"),
    at,
    ...step,
    done: z.number().int().optional(),
    total: z.number().int().optional(),
    waitingFor: z.enum(["limit", "pause", "freeze"]).optional(),
    until: z.number().optional(),
  }),
  /** In a rehearsal: what a real run would have sent to whom, and what became of it. Secrets are censored. */
  z.object({ type: z.literal("step.rehearsed"), at, ...step, ...rehearsedSchema.shape }),
  /** Waits for something outside, e.g. a ticket of the limiter. `until` is a safety net, not a promise. */
  z.object({
    type: z.literal("step.waiting"),
    at,
    ...step,
    waitingFor: z.enum(["limit", "pause", "freeze"]),
    until: z.number(),
  }),
  z.object({
    type: z.literal("step.succeeded"),
    at,
    ...step,
    output: jsonSchema,
    port: z.string(),
    /** Present where no `step.started` came before (pure steps). */
    input: jsonSchema.optional(),
    /** The run ends here with this status (`logic.stop`). */
    ends: z.enum(["succeeded", "failed"]).optional(),
    error: stepErrorSchema.optional(),
    /** Its output answers the webhook, unless an earlier step's already did. */
    responds: z.boolean().optional(),
    /** A note for people, e.g. that a second answer to a webhook was ignored. */
    note: z.enum(["responseIgnored"]).optional(),
  }),
  /** This attempt failed and the next comes at `until`. */
  z.object({
    type: z.literal("step.retrying"),
    at,
    ...step,
    error: stepErrorSchema,
    until: z.number(),
    /** Present where no `step.started` came before: a call that only prepared the step failed. */
    attempt: z.number().int().optional(),
  }),
  /** Failed for good. */
  z.object({
    type: z.literal("step.failed"),
    at,
    ...step,
    error: stepErrorSchema,
    input: jsonSchema.optional(),
    /** As in `step.retrying`. */
    attempt: z.number().int().optional(),
    handled: z.enum(["stop", "continue", "branch"]),
  }),
  /** Sent, and nobody knows whether it arrived. Never repeated without a person. */
  z.object({ type: z.literal("step.unknown"), at, ...step, error: stepErrorSchema }),
  z.object({ type: z.literal("step.skipped"), at, ...step, because: z.enum(["dead", "disabled", "otherTrigger"]) }),
  z.object({ type: z.literal("step.cancelled"), at, ...step }),
  /** A person settles an unknown step. A signal: appended from outside, without a fence. */
  z.object({
    type: z.literal("step.resolved"),
    at,
    ...step,
    as: z.enum(["done", "retry", "fail"]),
    output: jsonSchema.optional(),
    by: z.string().optional(),
  }),
  /** A signal. */
  z.object({ type: z.literal("run.cancelRequested"), at, by: z.string().optional() }),
  /** Nothing can move until a person settles an unknown step. */
  z.object({ type: z.literal("run.needsAttention"), at }),
  z.object({
    type: z.literal("run.finished"),
    at,
    status: z.enum(["succeeded", "failed", "cancelled"]),
    error: stepErrorSchema.optional(),
    handledErrors: z.number().int(),
  }),
]);
export type RunEventBody = z.infer<typeof runEventBodySchema>;

/** An event with its place in the run's log; `seq` counts from 1 without gaps. */
export type RunEvent = RunEventBody & { seq: number };

export const runStatuses = [
  "queued",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "cancelled",
  "needs_attention",
] as const;
export type RunStatus = (typeof runStatuses)[number];
export const stepStatuses = [
  "pending",
  "running",
  "waiting",
  "succeeded",
  "failed",
  "skipped",
  "unknown",
  "cancelled",
] as const;
export type StepStatus = (typeof stepStatuses)[number];
