import { z } from "zod";
import { listOf, listQuerySchema, wholeListQuerySchema } from "./lists.js";
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
  /** The run of another workflow whose step made it. */
  parentRunId: z.string().nullable(),
  /**
   * Why it stands still, besides what its steps wait for: no place is free among the runs of its workflow (`place`), one
   * with its key goes before it (`key`), people have stopped its workflow (`stopped`), or it was under way in a backup and
   * waits for a person's word (`restored`).
   */
  held: z.enum(["place", "key", "stopped", "restored"]).nullable(),
  rehearsal: z.boolean(),
  /** Of a run that waits: what for, and until when; a person first, else what is over first. */
  waitingFor: z.object({ reason: z.enum([...waits, "retry"]), until: z.string().nullable() }).optional(),
  /** Why it went without the key within which runs of its workflow go one after another; only where one run is read. */
  keyError: stepErrorDtoSchema.optional(),
  /** The newest run that repeats it, whole or in part; of a real run no rehearsal. Only where one run is read. */
  replayedAs: z.object({ id: z.string(), createdAt: z.string() }).optional(),
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
  waitingFor: z
    .object({
      reason: z.enum([...waits, "retry"]),
      until: z.string().nullable(),
      /** Of a single step that waits for a call: the address to call. */
      url: z.string().optional(),
      /** Of a step that waits for a run that it has started: which. */
      runId: z.string().optional(),
    })
    .optional(),
  /** Of a step that nobody knows the outcome of: how often the service was looked at for it, when last, and what was seen. */
  check: z
    .object({
      times: z.number().int(),
      at: z.string(),
      found: z.array(jsonSchema),
      /** Why nobody could look. */
      error: stepErrorDtoSchema.optional(),
    })
    .optional(),
  /** Who settled a doubt: a person, or a look at the service that found the one entry it must have made. */
  resolvedBy: z.enum(["person", "check"]).optional(),
  /** How far a step of many calls has come. */
  progress: z.object({ done: z.number().int(), total: z.number().int().optional() }).optional(),
  /** Of a loop: how many items it has, and how many of them have come how far. */
  loop: z
    .object({
      count: z.number().int(),
      succeeded: z.number().int(),
      failed: z.number().int(),
      skipped: z.number().int(),
      /** Of those that succeeded: how many have errors inside of them that were handled there. */
      flawed: z.number().int(),
      running: z.number().int(),
    })
    .optional(),
  /** Not done in this run, but in the one of which it is a replay. */
  takenFrom: z.string().optional(),
  /** In a rehearsal: the call that a real run would have made, and what became of it. */
  rehearsed: rehearsedSchema.optional(),
  /** A value was cut at 64 KB; `GET /runs/:id/steps/:key` has it whole. */
  truncated: z.boolean().optional(),
});
export type RunStep = z.infer<typeof runStepSchema>;

/** Query of `GET /runs/:id/steps`; `item`: those of one item of a loop alone, `people[12]`, all at once. */
export const runStepsQuerySchema = wholeListQuerySchema.extend({ item: z.string().max(500).optional() });
export type RunStepsQuery = z.infer<typeof runStepsQuerySchema>;

/**
 * How an item of a loop stands. `unknown`: nobody knows what became of one of its steps; `cancelled`: it had begun when its loop was ended;
 * `pending`: it has not begun.
 */
export const itemStatuses = [
  "succeeded",
  "failed",
  "skipped",
  "running",
  "waiting",
  "pending",
  "unknown",
  "cancelled",
] as const;

/** One item of a loop. Values are cut at 8 KB, `truncated` then; the item's steps have them whole. */
export const loopItemSchema = z.object({
  index: z.number().int(),
  status: z.enum(itemStatuses),
  error: stepErrorDtoSchema.optional(),
  /** Errors inside of one that has ended, of its steps and of loops' items, after which it went on. */
  handledErrors: z.number().int().optional(),
  data: jsonSchema.nullable(),
  /** Of a loop that collects. */
  result: jsonSchema.nullable().optional(),
  truncated: z.boolean().optional(),
});
export type LoopItem = z.infer<typeof loopItemSchema>;

/** Which items of a loop are listed; `flawed`: those that succeeded with errors inside of them. */
export const itemKinds = [...itemStatuses, "flawed"] as const;

/** Query of `GET /runs/:id/steps/:key/items`. */
export const loopItemsQuerySchema = listQuerySchema.extend({ status: z.enum(itemKinds).optional() });
export type LoopItemsQuery = z.infer<typeof loopItemsQuerySchema>;

/** Query of `GET /runs/:id/events`: with `items=none` without the items of loops. */
export const runEventsQuerySchema = z.object({ items: z.enum(["all", "none"]).default("all") });

/** The message `loop` of `GET /runs/:id/events?items=none`, in the place of the items that ended in between. */
export const loopProgressSchema = z.object({
  key: z.string(),
  seq: z.number().int(),
  loop: z.object({
    count: z.number().int(),
    succeeded: z.number().int(),
    failed: z.number().int(),
    skipped: z.number().int(),
    flawed: z.number().int(),
  }),
});
export type LoopProgress = z.infer<typeof loopProgressSchema>;

const momentSchema = z.iso.datetime({ offset: true });

/** Which runs are meant, by what is known of each: the same words in lists and in what is done with many. */
export const runFilterShape = {
  workflowId: z.string().max(100).optional(),
  trigger: z
    .string()
    .max(100)
    .optional()
    .describe("What started them: the type of a trigger, `trigger.webhook`, or a node's id"),
  from: momentSchema.optional().describe("They began at this moment or later"),
  to: momentSchema.optional().describe("They began before this moment"),
};

/** Query of `GET /runs`. A page may be shorter than `limit`, or empty: the list is over where `nextCursor` is missing. */
export const runListQuerySchema = listQuerySchema.extend({
  ...runFilterShape,
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(runStatuses)).min(1).max(runStatuses.length))
    .optional()
    .describe("One or several, separated by commas"),
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .describe(
      "A value in the run: a phone in any spelling or its last four digits or more, an e-mail, an id or how it begins, words of a name; or a run's id",
    ),
});
/** Where in a run something was found. */
export const runPlaceSchema = z.object({
  /** The step, inside loops `send[12]`, and what people call its node. */
  key: z.string(),
  nodeId: z.string(),
  step: z.string(),
  /** What of the step it stands in: `payload` of a trigger, `input`, `output` … */
  part: z.string(),
  /** Inside that: `body.items[3].phone`. */
  path: z.string(),
  /** The value, cut around what was found: that is from `from` up to `to`. */
  text: z.string(),
  from: z.number().int(),
  to: z.number().int(),
  /** The person whom the step, or that entry of its list, is about: an id of theirs or of a channel, for `GET /people/:id`. */
  person: z.string().optional(),
});
export type RunPlace = z.infer<typeof runPlaceSchema>;

/** An entry of `GET /runs`; `found`, the first places, where something is searched for. */
export const listedRunSchema = runSchema.extend({ found: z.array(runPlaceSchema).optional() });
export type ListedRun = z.infer<typeof listedRunSchema>;

/** Answer of `GET /runs`. */
export const runListSchema = listOf(listedRunSchema).extend({
  search: z
    .object({
      /** What happened after this moment may not be found yet; null where nothing is missing. */
      upTo: z.string().nullable(),
      /** It is in so many places that only the newest were looked at. */
      cut: z.boolean(),
    })
    .optional(),
});
export type RunList = z.infer<typeof runListSchema>;

export type RunListQuery = z.output<typeof runListQuerySchema>;

/** One SSE message of `GET /runs/:id/events`: `id` = `seq`, `data` = this. */
export const runEventSchema = z.intersection(runEventBodySchema, z.object({ seq: z.number().int() }));

/** One SSE message of `GET /workflows/:id/events`: a run of this workflow came or moved. */
export const runChangeSchema = z.object({ runId: z.string(), status: z.enum(runStatuses), seq: z.number().int() });
export type RunChangeDto = z.infer<typeof runChangeSchema>;

/** `POST /runs/:id/steps/:key/resolve` */
export const resolveStepSchema = z.object({ as: z.enum(["done", "retry", "fail"]), output: jsonSchema.optional() });

/** `POST /runs/:id/steps/:key/approve` */
export const approveStepSchema = z.object({ approved: z.boolean(), data: jsonSchema.optional() });
