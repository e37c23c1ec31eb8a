import { z } from "zod";
import { stepErrorDtoSchema } from "./runs.js";

/** A past period for which a trigger makes up: it is counted first. */
export const backfillSchema = z.object({
  from: z.string(),
  to: z.string(),
  state: z.enum(["counting", "counted", "running", "done", "stopped", "failed"]),
  /** Entries in the period, those of them that have a run already, and runs that it has started. */
  found: z.number().int(),
  had: z.number().int(),
  made: z.number().int(),
  /** The list was longer than is read at a time: there is more. */
  cut: z.boolean(),
  /** Requests that its runs would send, and how long they take in the bulk lane. */
  calls: z.number().int(),
  seconds: z.number().int(),
  error: stepErrorDtoSchema.nullable(),
});
export type Backfill = z.infer<typeof backfillSchema>;

/** `POST /workflows/:id/polls/:nodeId/backfill` */
export const backfillRequestSchema = z
  .object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { path: ["to"] });
export type BackfillRequest = z.infer<typeof backfillRequestSchema>;

/** `GET /workflows/:id/polls/ahead`: a trigger of the draft that would start runs of what came before, once it is published. */
export const pollAheadSchema = z.object({
  nodeId: z.string(),
  /** `first`: it takes the days before its first look. `waiting`: it rested, and goes on from where it was. */
  kind: z.enum(["first", "waiting"]),
  /** What came since then. */
  since: z.string(),
  /** Entries, each of which starts a run; `more`: those are only the newest ones. */
  count: z.number().int(),
  more: z.boolean(),
  /** Requests that the runs would send, and how long they take in the bulk lane. */
  calls: z.number().int(),
  seconds: z.number().int(),
  /** Why they could not be counted. */
  error: stepErrorDtoSchema.nullable(),
});
export type PollAhead = z.infer<typeof pollAheadSchema>;

/** `GET /workflows/:id/polls`: a trigger of the published version that looks in Leeloo by itself. */
export const pollSchema = z.object({
  nodeId: z.string(),
  paused: z.boolean(),
  /** When it looks next; null while it is paused or the workflow is not published. */
  nextAt: z.string().nullable(),
  /** It looks just now. */
  looking: z.boolean(),
  /** When it looked last, and what came of it. */
  lastAt: z.string().nullable(),
  lastError: stepErrorDtoSchema.nullable(),
  /** Entries that were new, requests that it took, and whether the list was longer than is read at a time. */
  found: z.number().int(),
  requests: z.number().int(),
  cut: z.boolean(),
  /** What came before is not taken; null before the first look. */
  since: z.string().nullable(),
  /** When it began anew because another account or something else to look for was chosen. */
  afreshAt: z.string().nullable(),
  /** The latest that was asked for. */
  backfill: backfillSchema.nullable(),
});
export type Poll = z.infer<typeof pollSchema>;
