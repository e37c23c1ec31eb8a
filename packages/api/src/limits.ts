import { z } from "zod";
import { unwrittenSchema } from "./brakes.js";

/** `GET /limits`: one entry per token. */
export const limitSchema = z.object({
  id: z.string(),
  credentialIds: z.array(z.string()),
  limit: z.number().int(),
  sent60: z.number().int(),
  waiting: z.object({ critical: z.number().int(), normal: z.number().int(), bulk: z.number().int() }),
  emptyAt: z.string().nullable(),
  frozenUntil: z.string().nullable(),
  paused: z.boolean(),
  unwritten: unwrittenSchema,
  /** Requests of the last 60 seconds by second, the oldest first. */
  seconds: z.array(z.number().int()),
  /** Who paused it last, from this workspace; null when it goes, or somebody of another workspace did it. */
  pausedBy: z.object({ since: z.string(), by: z.string().nullable() }).nullable(),
  workflows: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Some of the runs that wait for it. */
  runs: z.array(z.object({ id: z.string(), workflowName: z.string() })),
});
export type Limit = z.infer<typeof limitSchema>;

/** `POST /workflows/:id/forecast`: by the draft, for this trigger and payload; absent: the trigger's kept sample. */
export const forecastRequestSchema = z.object({ node: z.string().optional(), payload: z.unknown().optional() });
export type ForecastRequest = z.infer<typeof forecastRequestSchema>;
export const forecastSchema = z.object({
  /** Requests that need a token's ticket. */
  calls: z.number().int(),
  /** How long they take at the present limits, behind all that waits already. */
  seconds: z.number().int(),
  doneAt: z.string(),
  /**
   * Steps of which nobody knows before the run how often something is sent: loops, counted as one item, lists, counted as
   * one page, and calls of workflows with such ones.
   */
  unknown: z.array(z.string()),
});
export type Forecast = z.infer<typeof forecastSchema>;
