import { z } from "zod";

const days = z.number().int().min(1).max(3_650);

/**
 * `GET/PUT /retention`: how long runs are kept after their end. Runs that have not ended, or need a person, are never
 * deleted.
 */
export const retentionSchema = z.object({
  /** The newest `count` of each workflow that succeeded, for `days` days. */
  succeeded: z.object({ days, count: z.number().int().min(1).max(1_000_000) }),
  /** Those that failed or were cancelled. */
  failed: z.object({ days }),
});
export type Retention = z.infer<typeof retentionSchema>;

/** Of a workspace that has set nothing. */
export const usualRetention: Retention = { succeeded: { days: 30, count: 10_000 }, failed: { days: 90 } };
