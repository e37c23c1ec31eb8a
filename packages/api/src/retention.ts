import { z } from "zod";

const days = z.number().int().min(1).max(3_650);
const count = z.number().int().min(1).max(1_000_000);
/** Many: whoever mends what failed in an outage runs all of it again. */
const FAILED_KEPT = 100_000;

/**
 * `GET/PUT /retention`: how long runs are kept after their end. Runs that have not ended, or need a person, are never
 * deleted.
 */
export const retentionSchema = z.object({
  /** The newest `count` of each workflow that succeeded, for `days` days. */
  succeeded: z.object({ days, count }),
  /**
   * The newest `count` of each workflow that failed, and as many that were cancelled or skipped: a flood of these, say where a
   * workflow has no room, takes no failed one with it.
   */
  failed: z.object({ days, count: count.default(FAILED_KEPT) }),
});
export type Retention = z.infer<typeof retentionSchema>;

/** Of a workspace that has set nothing. */
export const usualRetention: Retention = {
  succeeded: { days: 30, count: 10_000 },
  failed: { days: 90, count: FAILED_KEPT },
};
