import { z } from "zod";
import { stepErrorDtoSchema } from "./runs.js";

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
});
export type Poll = z.infer<typeof pollSchema>;
