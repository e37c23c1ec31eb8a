import { z } from "zod";

/** A time of a schedule. */
export const fireSchema = z.object({
  at: z.string(),
  /** Of the zone's clock from UTC at that moment, in minutes. */
  offset: z.number().int(),
  /** On that day the zone's clock is changed. */
  clockChange: z.boolean(),
});

/** `GET /workflows/:id/schedules`: a schedule trigger of the published version. */
export const scheduleSchema = z.object({
  nodeId: z.string(),
  paused: z.boolean(),
  /** The next ten; none while it is paused or the workflow is not published. */
  next: z.array(fireSchema),
  /** Times from `from` on and before `until` were let go, newest first: nobody looked, or people held it. */
  gaps: z.array(z.object({ from: z.string(), until: z.string(), why: z.enum(["missed", "paused", "restored"]) })),
});
export type Schedule = z.infer<typeof scheduleSchema>;
