import { z } from "zod";
import { jsonSchema } from "@leeway/engine";

/**
 * Why a webhook refused a call. Of its caller: nothing to know them by, not theirs, or signed too long ago; `noSecret`:
 * what callers are checked by is missing or cannot be opened; `unreadable`, `tooLarge`: its body; `tooOften`: too many files at once;
 * `address`, `origin`: it comes from a place that the trigger does not name; `robot`: a form was sent sooner, more often or
 * with more filled in than people do; `otherPage`: by a page of another site.
 */
export const refusalReasons = [
  "unsigned",
  "wrong",
  "old",
  "noSecret",
  "method",
  "unreadable",
  "tooLarge",
  "tooOften",
  "address",
  "origin",
  "robot",
  "otherPage",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** `GET /workflows/:id/hooks`: a webhook or form of the draft. */
export const hookSchema = z.object({
  nodeId: z.string(),
  url: z.string(),
  /** Takes a call while somebody listens (`GET /workflows/:id/hooks/:nodeId/events`), and starts nothing. */
  testUrl: z.string(),
  /** Calls refused since the server's start, the latest first. */
  refused: z.array(z.object({ reason: z.enum(refusalReasons), count: z.number().int(), lastAt: z.string() })),
});
export type Hook = z.infer<typeof hookSchema>;

/**
 * What came to the test address: a call, which is now the trigger's sample; one that was refused; or a sender that only tried the
 * address.
 */
export const heardCallSchema = z.object({
  kind: z.enum(["call", "refused", "trial"]),
  reason: z.enum(refusalReasons).optional(),
  /** The trigger's output; of a refused call as far as it was read. */
  payload: jsonSchema.optional(),
});
export type HeardCall = z.infer<typeof heardCallSchema>;

/** `GET /runs/:id/files`: a file that came with the call of a run. Its bytes: `GET /files/:id`. */
export const runFileSchema = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number().int() });
export type RunFile = z.infer<typeof runFileSchema>;
