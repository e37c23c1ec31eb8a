import { z } from "zod";

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
});
export type Limit = z.infer<typeof limitSchema>;
