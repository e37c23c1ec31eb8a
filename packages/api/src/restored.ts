import { z } from "zod";
import { listedRunSchema } from "./runs.js";

/** How many of what did not go on after a restore, by itself. */
export const letGoSchema = z.object({
  /** Schedules with times since the backup. */
  schedules: z.number().int(),
  /** Triggers that looked in Leeloo, and begin with what is there now. */
  polls: z.number().int(),
  backfills: z.number().int(),
  /** Missed orders that were to be started. */
  orders: z.number().int(),
  /** Changes of many runs at once. */
  jobs: z.number().int(),
  notices: z.number().int(),
});
export type LetGo = z.infer<typeof letGoSchema>;

/** That this workspace comes of a copy of the database, and what waits for a person's word since. */
export const restorationSchema = z.object({
  /** When Leeway first started on the copy. */
  at: z.string(),
  /** When the backup was made; null of a copy that somebody put there by hand. */
  backupAt: z.string().nullable(),
  /** Runs that were under way in it, and wait (counted up to 10,000). */
  runs: z.number().int(),
  /** Leeloo's events that had not reached everybody, and wait. */
  events: z.number().int(),
  /** API keys that rest until a person confirms them. */
  apiKeys: z.number().int(),
  letGo: letGoSchema,
});
export type Restoration = z.infer<typeof restorationSchema>;

/** `GET /restored`: null where nothing was restored, or all that waited was looked at and the note put aside. */
export const restoredSchema = z.object({ restoration: restorationSchema.nullable() });
export type Restored = z.infer<typeof restoredSchema>;

/** `GET /restored/runs`, newest first. */
export const restoredRunsSchema = z.object({ items: z.array(listedRunSchema), nextCursor: z.string().optional() });

/** `POST /restored/go-on`: these runs, or all. */
export const goOnSchema = z.object({ runIds: z.array(z.string().max(100)).min(1).max(1_000).optional() });
export type GoOn = z.infer<typeof goOnSchema>;

/** `POST /restored/events`: hand them on now, or leave them. */
export const heldEventsWordSchema = z.object({ as: z.enum(["handOn", "leave"]) });
export type HeldEventsWord = z.infer<typeof heldEventsWordSchema>;
