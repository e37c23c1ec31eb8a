import { z } from "zod";
import { jsonSchema, lanes } from "../document/document.js";
import { stepErrorSchema } from "../failures.js";

/**
 * The log of a run. Events are the truth: worker, API and editor all fold the same list (fold.ts).
 * Times are milliseconds since 1970. `key` is the node's id, inside loops `send[12]`.
 */
const step = { key: z.string(), nodeId: z.string() };
const at = z.number();
/** When the step began, where it computed for a while and no `step.started` came before. */
const from = z.number().optional();

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

/**
 * What a step waits for. limit, pause, freeze: a ticket of its token · time: a moment · callback: a call of its address ·
 * approval: a person's word · run: the run of another workflow that it has started.
 */
export const waits = ["limit", "pause", "freeze", "time", "callback", "approval", "run"] as const;
export type WaitsFor = (typeof waits)[number];

/** How an item of a loop ended. */
export const itemEnds = ["succeeded", "failed", "skipped"] as const;
export type ItemEnd = (typeof itemEnds)[number];

/** What a loop is made of when it begins: decided once, for all of its items. */
export const loopSchema = z.object({
  /** How many items; they stand in the step's input. */
  count: z.number().int(),
  concurrency: z.number().int(),
  onItemError: z.enum(["stop", "continue"]),
  /** Ids of the nodes that are done for each item, without those of loops inside. */
  body: z.array(z.string()),
});
export type LoopFacts = z.infer<typeof loopSchema>;

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
    /** Where that one is a replay as well: the run with which it began. */
    origin: z.string().optional(),
    /** The step of another run that started it and may wait for it; see `ParentOfRun`. */
    parent: z
      .object({
        runId: z.string(),
        key: z.string(),
        depth: z.number().int(),
        workflows: z.array(z.string()).optional(),
        waits: z.boolean().optional(),
      })
      .optional(),
    /** The key within which its runs go one after another could not be made: it went without one. */
    keyError: stepErrorSchema.optional(),
    /** Another lane of the limiter than its workflow's. */
    lane: z.enum(lanes).optional(),
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
    /** Its items follow, each with steps of its own; the list stands in `input.items`. */
    loop: loopSchema.optional(),
    /** Taken over from the run of which this is a replay. */
    takenFrom: z.string().optional(),
  }),
  /** An item of a loop has come to its end: what its steps were is read from the log, the state forgets it. */
  z.object({
    type: z.literal("item.settled"),
    at,
    ...step,
    index: z.number().int(),
    as: z.enum(itemEnds),
    /** Of a loop that collects. */
    result: jsonSchema.optional(),
    error: stepErrorSchema.optional(),
    /** How many errors inside of it were handled there, where there were any; logs of before do not say. */
    handledErrors: z.number().int().optional(),
    takenFrom: z.string().optional(),
  }),
  /**
   * How items of a loop ended in the run of which this is a replay, those one after the other that ended alike in one
   * range: a hundred thousand are a few words. `results`, `errors`, `handledErrors`: one for each of the range.
   */
  z.object({
    type: z.literal("items.taken"),
    at,
    ...step,
    ends: z.array(
      z.object({
        as: z.enum(itemEnds),
        from: z.number().int(),
        count: z.number().int(),
        results: z.array(jsonSchema).optional(),
        errors: z.array(stepErrorSchema).optional(),
        handledErrors: z.array(z.number().int()).optional(),
      }),
    ),
    takenFrom: z.string().optional(),
  }),
  /** A person's word about items of a loop that has not ended: failed ones again, or not at all. A signal. */
  z.object({
    type: z.literal("items.changed"),
    at,
    ...step,
    indexes: z.array(z.number().int()),
    action: z.enum(["retry", "skip"]),
    /** Stands in the place of the one item that is meant. */
    data: jsonSchema.optional(),
    by: z.string().optional(),
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
  /** Waits for something outside. For a ticket of the limiter `until` is a safety net, not a promise; null: for ever. */
  z.object({
    type: z.literal("step.waiting"),
    at,
    ...step,
    waitingFor: z.enum(waits),
    until: z.number().nullable(),
    /** Present where no `step.started` came before. */
    input: jsonSchema.optional(),
    /** The run that it has started. */
    childRunId: z.string().optional(),
    /** At its time it begins anew, with the same params, and may wait on. */
    asksAgain: z.literal(true).optional(),
  }),
  /** What a step waits for, or is going to, has come: the first word counts. A signal. */
  z.object({
    type: z.literal("step.answered"),
    at,
    ...step,
    as: z.enum(["callback", "approval"]),
    approved: z.boolean().optional(),
    data: jsonSchema.optional(),
    by: z.string().optional(),
  }),
  /** What a look at the service found of a step that nobody knows the outcome of; it settles nothing. */
  z.object({
    type: z.literal("step.checked"),
    at,
    ...step,
    found: z.array(jsonSchema),
    /** Why it could not look. */
    error: stepErrorSchema.optional(),
  }),
  z.object({
    type: z.literal("step.succeeded"),
    at,
    ...step,
    output: jsonSchema,
    port: z.string(),
    from,
    /** Present where no `step.started` came before (pure steps). */
    input: jsonSchema.optional(),
    /** The run ends here with this status (`logic.stop`). */
    ends: z.enum(["succeeded", "failed"]).optional(),
    error: stepErrorSchema.optional(),
    /** Its output answers the webhook, unless an earlier step's already did. */
    responds: z.boolean().optional(),
    /**
     * A second answer to a webhook was ignored; it was not done, its kept sample stands for what it would give, or whoever
     * tries a step alone reads nothing of it: then it has no output.
     */
    note: z.enum(["responseIgnored", "sample", "unneeded"]).optional(),
    /** Taken over from the run of which this is a replay. */
    takenFrom: z.string().optional(),
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
    from,
    error: stepErrorSchema,
    input: jsonSchema.optional(),
    /** As in `step.retrying`. */
    attempt: z.number().int().optional(),
    handled: z.enum(["stop", "continue", "branch"]),
  }),
  /** Sent, and nobody knows whether it arrived. Never repeated without a person. */
  z.object({ type: z.literal("step.unknown"), at, ...step, error: stepErrorSchema }),
  z.object({
    type: z.literal("step.skipped"),
    at,
    ...step,
    because: z.enum(["dead", "disabled", "otherTrigger", "takenOver"]),
    takenFrom: z.string().optional(),
  }),
  z.object({ type: z.literal("step.cancelled"), at, ...step }),
  /** An unknown step is settled: by a person, as a signal from outside without a fence, or by what a look has found. */
  z.object({
    type: z.literal("step.resolved"),
    at,
    ...step,
    as: z.enum(["done", "retry", "fail"]),
    output: jsonSchema.optional(),
    /** `check`: nobody had to say it. */
    by: z.string().optional(),
    /** The entry at the service that a check has found to be this step's. */
    match: z.string().optional(),
  }),
  /** A signal. */
  z.object({
    type: z.literal("run.cancelRequested"),
    at,
    by: z.string().optional(),
    /** A newer run takes its place; the run above it was cancelled. */
    because: z.enum(["replaced", "parent"]).optional(),
  }),
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
