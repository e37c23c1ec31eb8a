import { z } from "zod";

/** A step that uses something. Without `nodeId` and `name` the workflow's settings do. */
const userStepSchema = z.object({
  nodeId: z.string().optional(),
  name: z.string().optional(),
  /** In the draft. */
  draft: z.boolean(),
  /** In the version that is published. */
  live: z.boolean(),
  /** It fails without it; a step that is switched off, or only hears of a workflow's failures, does not. */
  needs: z.boolean(),
});

/** A workflow that uses something: an entry of `GET /credentials/:id/used-by`, of variables, fields and workflows too. */
export const usedBySchema = z.object({
  id: z.string(),
  name: z.string(),
  published: z.boolean(),
  steps: z.array(userStepSchema),
});
export type UsedBy = z.infer<typeof usedBySchema>;
